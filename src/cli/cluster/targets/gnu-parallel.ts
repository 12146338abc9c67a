import { programCommand, argvOfThisProcess, quoted } from '../../arguments/shell-words.ts';
import { type WorkflowTarget, refuseBraces } from './target.ts';

/** GNU parallel over all shards, then the merge. */
export function parallel({ path, count, goesOn }: WorkflowTarget): Record<string, string> {
  refuseBraces('GNU parallel', [path, ...argvOfThisProcess()]);
  const folder = quoted(path);
  return {
    'run.sh': `#!/bin/bash
# Computes all shards on the processors of this machine (or of those in --sshloginfile), then merges. Run it again to resume: finished shards are left alone.
set -uo pipefail
seq 0 ${count - 1} | parallel --halt never ${quoted(`${programCommand()} run-shard ${folder} {} --quiet`)}
exec ${programCommand()} merge ${folder}${goesOn ? ' --workers auto' : ''}
`,
  };
}

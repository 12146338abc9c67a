import { join } from 'node:path';
import { programCommand, argvOfThisProcess, quoted } from '../../arguments/shell-words.ts';
import { MERGE_PROCESSORS, type WorkflowTarget, refuseBraces } from './target.ts';

/** One rule a shard and one that merges; which shards are wanted is asked of the folder, since its files are the truth. */
export function snakemake({ path, result, goesOn }: WorkflowTarget): Record<string, string> {
  refuseBraces('Snakemake', [path, ...argvOfThisProcess()]);
  const shell = (words: string): string => JSON.stringify(`${programCommand()} ${words}`);
  const folder = quoted(path);
  const mark = JSON.stringify(join(path, 'emit', 'finished', '{index}'));
  return {
    Snakefile: `# snakemake --cores all --snakefile ${quoted(join(path, 'emit', 'Snakefile'))}
# Run it again to resume: finished shards are kept, missing or damaged ones are computed.
import json, os, subprocess

STATUS = subprocess.run(${JSON.stringify([...argvOfThisProcess(), 'status', path, '--json'])}, check=True, capture_output=True).stdout
WANTED = sorted(index for indices in json.loads(STATUS)["unfinished"].values() for index in indices)
MARK = ${mark}
for index in WANTED:
    if os.path.exists(MARK.format(index=index)):
        os.remove(MARK.format(index=index))

rule all:
    input: ${JSON.stringify(join(path, result))}

rule merge:
    input: expand(MARK, index=WANTED)
    output: ${JSON.stringify(join(path, result))}
${goesOn ? `    threads: ${MERGE_PROCESSORS}\n` : ''}    shell: ${shell(`merge ${folder}${goesOn ? ' --workers {threads}' : ''} || [ $? = 1 -o $? = 4 ]`)}

rule shard:
    output: touch(MARK)
    shell: ${shell(`run-shard ${folder} {wildcards.index} --quiet`)}
`,
  };
}

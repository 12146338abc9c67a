import { pick } from '../arguments/common-options.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { workersOf } from '../arguments/workers.ts';
import { reproductionAnswer } from '../questions/reproduction-answer.ts';
import { emitAnswer } from '../results/emit-answer.ts';
import { workersIn } from '../runs/with-workers.ts';

export const reproduceCommand = defineCommand({
  usage: 'reproduce <result>',
  summary: 'runs a stored result again and says whether every number is the same',
  positionals: { result: { type: 'string', describe: 'result of power: power.json, or what --json printed' } },
  options: pick('workers', 'json', 'quiet'),
  examples: [
    ['reproduce output/williams-2018/power.json', 'exit code 0 if every number is the same, 5 if not'],
    ['reproduce power.json --json', 'the differences for a script'],
  ],
  async run({ result, workers, json }, session) {
    await emitAnswer(session, { json }, await reproductionAnswer(result, workersIn(session, workersOf(workers))));
  },
});

import { readFileSync } from 'node:fs';
import { estimatePower, readScenario } from '../../src/index.ts';

const path = 'scenarios/williams-2018.yaml';
const readFile = (name: string): string => readFileSync(name, 'utf8');
const set = ['response.opioidDependence=0.5'];
const read = readScenario({ path, text: readFile(path) }, { readFile, set, participants: 30, replicates: 200 });
if ('problems' in read) throw new Error(read.problems.map(({ text }) => text).join('\n'));
const { claim, analyses } = estimatePower(read.study);
const { mcse } = analyses['hamd17-day1'].power;
console.log(claim?.power.value, mcse);

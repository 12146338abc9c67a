import { runProcess } from './cli.ts';

// `npm start` alone runs the main job; with words behind `--` it is the command line itself.
const words = process.argv.slice(2);
await runProcess(words.length === 0 ? ['main'] : words);

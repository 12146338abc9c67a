import { startProgram } from './start-program.ts';

// `npm start` alone runs the main job; with words behind `--` it is the command line itself.
const words = process.argv.slice(2);
await startProgram(words.length === 0 ? ['main'] : words);

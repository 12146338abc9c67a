import { fstatSync } from 'node:fs';
import { reasonOf } from './file-fault.ts';
import { guardAgainstControl } from './printable.ts';
import { writeWhole } from './write-whole.ts';

/** Exit code of an answer that could not be written. */
const NOT_WRITTEN = 2;

/**
 * Keeps the exit code independent of who reads the output.
 * A reader that closes early (EPIPE: `| head -1`) is no fault: the command goes on without a word, writes its files, and ends with its own code.
 * Any other failure of stdout (a full disk) is told in one line on stderr, and the command ends with 2.
 * What is printed commands no terminal, whoever wrote the names and titles in it.
 */
export function guardStreams(): void {
  failWhenCutShort(process.stdout);
  guardAgainstControl(process.stdout);
  guardAgainstControl(process.stderr);
  let fault = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || fault) return;
    fault = true;
    process.stderr.write(`cannot write to stdout: ${reasonOf(error)}\n`);
  });
  process.stderr.on('error', () => undefined); // nobody is left to be told
  process.on('exit', () => {
    if (fault) process.exitCode = NOT_WRITTEN;
  });
}

/**
 * Makes a stream into a file write all of it or fail: Node takes a write that the disk cut short for a whole one.
 * Pipes and terminals do so already.
 */
function failWhenCutShort(stream: typeof process.stdout): void {
  if (!isFile(stream.fd)) return;
  stream._write = (chunk: Uint8Array | string, encoding, done): void => {
    try {
      writeWhole(stream.fd, typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk);
    } catch (error) {
      done(error as Error);
      return;
    }
    done();
  };
}

function isFile(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile();
  } catch {
    return false;
  }
}

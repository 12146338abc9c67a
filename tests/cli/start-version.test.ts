import { expect, it, vi } from 'vitest';
import { startProgram } from '../../src/cli/start-program.ts';
import packageJson from '../../package.json' with { type: 'json' };

vi.mock('../../src/cli/command-line.ts', () => {
  throw new Error('the program was loaded');
});
vi.mock('../../src/cli/terminal/standard-streams.ts', () => ({ guardStreams: () => undefined }));

it('--version alone prints the version and loads nothing of the program', async () => {
  let printed = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  await startProgram(['--version']).finally(() => write.mockRestore());
  expect(printed).toBe(`${packageJson.version}\n`);
  await expect(startProgram(['--version', '--help'])).rejects.toThrow();
});

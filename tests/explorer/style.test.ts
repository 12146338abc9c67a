import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { darkPalette, palette } from '../../src/report/index.ts';

it('the colours of the page are those of the pictures, light and dark', () => {
  const [light, dark] = readFileSync('src/explorer/style.css', 'utf8').split('@media (prefers-color-scheme: dark)');
  for (const [text, colours] of [
    [light, palette],
    [dark, darkPalette],
  ] as const)
    expect(Object.entries(colours).filter(([name, value]) => !text.includes(`--${name}: ${value};`))).toEqual([]);
});

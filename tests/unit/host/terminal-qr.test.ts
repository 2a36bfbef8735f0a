import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { renderTerminalQr } from '../../../host/terminal-qr.ts';

const URL_TEXT = 'https://192.168.1.5:8080';
const HALVES: Readonly<Record<string, readonly [boolean, boolean]>> = {
  '█': [false, false],
  '▀': [false, true],
  '▄': [true, false],
  ' ': [true, true],
};

/** Reads the blocks back into modules, dark is true. */
function readModules(drawn: string): boolean[][] {
  return drawn.split('\n').flatMap((line) => {
    const pairs = Array.from(line, (block) => HALVES[block] ?? [false, false]);
    return [pairs.map(([upper]) => upper), pairs.map(([, lower]) => lower)];
  });
}

describe('renderTerminalQr', () => {
  it('draws every module of the code', () => {
    const { data, size } = encode(URL_TEXT, { border: 2 });
    const drawn = readModules(renderTerminalQr(URL_TEXT, { isColoured: false }));
    expect(drawn.slice(0, size)).toEqual(data);
  });

  it('sets and resets its colours on every line', () => {
    const lines = renderTerminalQr(URL_TEXT, { isColoured: true }).split('\n');
    const isFramed = (line: string) => line.startsWith('\u001B[97;40m') && line.endsWith('\u001B[0m');
    expect(lines.every(isFramed)).toBe(true);
  });
});

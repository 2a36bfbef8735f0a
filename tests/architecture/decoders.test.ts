// Whoever writes a decoder of what others say puts it on the list that is fuzzed, or says here why it needs none.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decoders } from '../support/decoders.ts';

/** A function that reads bytes or text, and a protocol on a room's channel. */
const DECODER = /^export (?:async )?function ((?:decode|parse)[A-Z]\w*)|^export const (\w+): Protocol</gm;

/** Nobody else's words reach these, or they are fuzzed through all that call them. */
const NEEDLESS: Readonly<Record<string, string>> = {
  'src/primitives/codec.ts#decodeMessage': 'every message of the list goes through it',
  'src/platform/dense-text.ts#decodeDenseText': 'reads what the builder wrote into the page itself',
  'host/config.ts#parseSettings': 'reads the environment of whoever runs the host',
  'host/options.ts#parseCommandLine': 'reads the command line of whoever runs the host',
};

function decodersOf(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.tsx?$/.test(file),
  );
  return files.flatMap((file) => {
    const path = join(folder, file);
    const found = readFileSync(path, 'utf8').matchAll(DECODER);
    return Array.from(found, ([, name, protocol]) => `${path}#${name ?? protocol}`);
  });
}

const existing = [...decodersOf('src'), ...decodersOf('host')];
const covered = new Set(decoders.flatMap(({ covers }) => covers));

describe('decoders of untrusted input', () => {
  it('are found', () => {
    expect(existing.length).toBeGreaterThan(25);
    expect(existing).toContain('src/features/chat/protocol.ts#chatProtocol');
  });

  it('are all on the list that is fuzzed', () => {
    expect(existing.filter((each) => !covered.has(each) && !(each in NEEDLESS))).toEqual([]);
  });

  it('on the list exist, and so do those left out', () => {
    const all = [...covered, ...Object.keys(NEEDLESS)];
    const missing = all.filter((each) => {
      const [path = '', name = ''] = each.split('#');
      return !new RegExp(`export (async )?(function|const) ${name}\\b`).test(readFileSync(path, 'utf8'));
    });
    expect(missing).toEqual([]);
  });
});

// The examples of docs/API.md, run as they stand there: two people in one room, each example in the hands of either.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { P2p } from '../../src/app/p2p/api.ts';
import { createSimWorld } from '../support/make-room.ts';
import { makeP2p, scriptsMeet, settle, type SimP2p } from '../support/make-p2p.ts';

const document = readFileSync('docs/API.md', 'utf8');
const section = document.slice(document.indexOf('## Scripting inside the page'));
const FENCE = '`'.repeat(3);
/** What stands in the section as code of a language. */
const blocks = (language: string) =>
  section
    .split(`${FENCE}${language}\n`)
    .slice(1)
    .map((rest) => rest.slice(0, rest.indexOf(`\n${FENCE}`)));
const examples = blocks('js');

type Example = (
  p2p: P2p,
  console: { log(...facts: readonly unknown[]): void },
  link: string,
) => Promise<void>;

function compile(code: string): Example {
  // The project's own document, and the only way to run what stands in it.
  // oxlint-disable-next-line no-new-func, typescript/no-implied-eval
  return new Function('p2p', 'console', 'link', `return (async () => {${code}\n})()`) as Example;
}

/** What the example logs. */
async function run(code: string, world: ReturnType<typeof createSimWorld>, who: SimP2p, link = '') {
  const logged: string[] = [];
  const log = (...facts: readonly unknown[]) => void logged.push(facts.map((fact) => asText(fact)).join(' '));
  await settle(world, compile(code)(who.p2p, { log }, link));
  await world.clock.advance(2_000);
  return logged;
}

function asText(fact: unknown): string {
  return typeof fact === 'string' ? fact : JSON.stringify(fact);
}

const exampleWith = (part: string) => {
  const [found, ...others] = examples.filter((code) => code.includes(part));
  if (found === undefined || others.length > 0) throw new Error(`not one example with ${part}`);
  return found;
};

describe('the examples of the document', () => {
  it('create a room and join it', async () => {
    const world = createSimWorld(71);
    const [alice, bob] = [await makeP2p(world, 'Alice'), await makeP2p(world, 'Bob')];
    const [told = ''] = await run(exampleWith('createRoom()'), world, alice);
    const link = /kith:\S+/.exec(told)?.[0] ?? '';
    expect(told).toBe(`Send this to others: ${link} or say: ${alice.p2p.room?.code.join(' ')}`);
    const joined = await run(exampleWith('joinRoom(link)'), world, bob, link);
    expect(joined[0]).toBe('open');
    expect(bob.p2p.room?.code).toEqual(alice.p2p.room?.code);
  });

  it('send messages to all and to one', async () => {
    const world = createSimWorld(72);
    const [alice, bob] = await scriptsMeet(world);
    const heard: unknown[] = [];
    bob.p2p.on('message', ({ data }) => heard.push(data));
    await run(exampleWith("p2p.on('message'"), world, alice);
    expect(heard).toEqual([
      { type: 'hello', message: 'Hi everyone!' },
      { type: 'private', message: 'Secret message' },
    ]);
  });

  it('share state', async () => {
    const world = createSimWorld(73);
    const [alice, bob] = await scriptsMeet(world);
    const logged = await run(exampleWith('getSharedState'), world, alice);
    expect(logged.at(-1)).toBe('Counter: 42 {"counter":42,"users":["Alice","Bob"]}');
    expect(logged[0]).toBe('State updated: [{"key":"counter","value":42}]');
    const theirs = bob.p2p.getSharedState('myApp');
    await world.clock.until(() => theirs.get('counter') === 42, 5_000);
    expect(theirs.toJSON()).toEqual({ counter: 42, users: ['Alice', 'Bob'] });
  });

  it('offer a file and get it', async () => {
    const world = createSimWorld(75);
    const [alice, bob] = await scriptsMeet(world);
    const [offered, ...told] = await run(exampleWith('shareFile('), world, alice);
    const [file] = await alice.p2p.files();
    expect(offered).toBe('hello.txt complete');
    expect(told).toEqual([`Offered as ${file?.id} with 5 bytes`]);
    expect(await run(exampleWith('getFile('), world, bob)).toEqual(['hello.txt 5']);
  });

  it('handle errors, configure and measure', async () => {
    const world = createSimWorld(74);
    const [alice] = await scriptsMeet(world);
    expect(await run(exampleWith("p2p.on('error'"), world, alice)).toEqual(['ConnectionError unknown-peer']);
    expect(await run(exampleWith('maxPeers: 8'), world, alice)).toEqual([]);
    expect(alice.tuning()).toMatchObject({ maxLinks: 8, pingPeriodMs: 10_000, comparePeriodMs: 5_000 });
    expect(await run(exampleWith('enabled: false'), world, alice)).toEqual([
      'SecurityError encryption.enabled can only be true',
    ]);
    const [measured = ''] = await run(exampleWith('p2p.metrics()'), world, alice);
    expect(measured).toMatch(/^healthy 1 [\d.]+ \d+$/);
  });

  it('are all run', () => {
    // That of invitations needs real links: tests/e2e/invitation-scripts.spec.ts.
    expect(examples.filter((code) => !code.includes('createInvitation()'))).toHaveLength(10);
  });
});

describe('the types of the document', () => {
  it('are those of the page', () => {
    const source = readFileSync('src/app/p2p/api.ts', 'utf8');
    expect(blocks('ts')).toEqual([source.slice(source.indexOf('export interface P2p {')).trimEnd()]);
  });

  it('name every code that an error can have', () => {
    const files = [
      'by-hand',
      'config',
      'create-p2p',
      'entering',
      'files',
      'messages',
      'shared-state',
      'stay',
    ];
    const code = files.map((file) => readFileSync(`src/app/p2p/${file}.ts`, 'utf8')).join('\n');
    const codes = Array.from(
      code.matchAll(/new \w+(?:Error|Refused)\(\s*'([\w-]+)'/g),
      ([, each = '']) => each,
    );
    expect(codes.length).toBeGreaterThan(15);
    expect(codes.filter((each) => !section.includes(`\`${each}\``))).toEqual([]);
  });
});

// Five people talk while the network splits, heals, loses, doubles and reorders, and pages crash and come back, their
// clocks minutes apart. In the end everybody who is there shows the same, nothing that any of them ever had is lost, and
// nothing stands twice.

import { describe, expect, test, vi } from 'vitest';
import type { NewContent } from '../../src/features/chat/api.ts';
import { randomInteger, type RandomSource } from '../../src/primitives/random.ts';
import type { LocalIdentity } from '../../src/secure/identity.ts';
import { createChatNet, messagesOf, shownBy, type ChatNet, type ChatNode } from '../support/chat-net.ts';
import { createSeededRandom } from '../support/seeded-random.ts';

vi.setConfig({ testTimeout: 120_000 });

const NAMES = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve'];
/** Other histories: `KITH_FUZZ_SEED=5000 npx vitest run --project pure tests/sim/chat-histories.test.ts`. */
const FIRST = Number(process.env['KITH_FUZZ_SEED'] ?? 1);
const HISTORIES = 1_000;
const IN_ONE_TEST = 100;
const STEPS = 24;
/** Two comparisons at random with each neighbour, and some. */
const SETTLING_MS = 400_000;

interface History {
  readonly net: ChatNet;
  readonly random: RandomSource;
  readonly people: Map<string, LocalIdentity>;
}

const pick = <T>(random: RandomSource, items: readonly T[]): T | undefined =>
  items[randomInteger(random, Math.max(1, items.length))];

async function join({ net, random, people }: History, name: string): Promise<void> {
  const known = people.get(name);
  const skewMs = randomInteger(random, 600_000) - 300_000;
  const node = await net.join(name, { skewMs, ...(known ? { identity: known } : {}) });
  people.set(name, node.identity);
}

function somethingToSay({ random }: History, { chat }: ChatNode): NewContent {
  const of = pick(random, messagesOf(chat));
  const own = pick(
    random,
    messagesOf(chat).filter(({ isSelf }) => isSelf),
  );
  const text = `words ${randomInteger(random, 1_000)}`;
  switch (randomInteger(random, 10)) {
    case 0:
      return own ? { kind: 'edit', of: own.id, text } : { kind: 'text', text };
    case 1:
      return own ? { kind: 'delete', of: own.id } : { kind: 'text', text };
    case 2:
      return of
        ? { kind: 'react', of: of.id, emoji: pick(random, ['👍', '🎉'])!, on: randomInteger(random, 3) > 0 }
        : { kind: 'text', text };
    case 3:
      return of ? { kind: 'pin', of: of.id, on: randomInteger(random, 2) > 0 } : { kind: 'text', text };
    case 4:
      return { kind: 'poll', question: text, options: ['yes', 'no'], multiple: false };
    case 5:
      return of?.body.kind === 'poll'
        ? { kind: 'vote', of: of.id, choices: [randomInteger(random, 2)] }
        : { kind: 'text', text };
    default:
      return { kind: 'text', text };
  }
}

async function step(history: History): Promise<void> {
  const { net, random } = history;
  const what = randomInteger(random, 20);
  const node = pick(random, net.nodes);
  if (what < 13 && node) void node.chat.room.send(somethingToSay(history, node));
  else if (what === 13) net.split(Object.fromEntries(NAMES.map((name) => [name, randomInteger(random, 3)])));
  else if (what === 14) net.split({});
  else if (what === 15 && net.nodes.length > 2 && node) {
    node.crash();
  } else if (what === 16) {
    const gone = NAMES.filter((name) => !net.nodes.some((each) => each.name === name));
    const name = pick(random, gone) ?? pick(random, NAMES)!;
    // Whoever is there opens another tab.
    if (net.nodes.length < 7) await join(history, name);
  }
  await net.clock.advance(pick(random, [0, 20, 200, 3_000])!);
}

/** Ids of everything that anybody there holds. */
function held(net: ChatNet): ReadonlySet<string> {
  return new Set(net.nodes.flatMap(heldBy));
}

function heldBy({ chat }: ChatNode): readonly string[] {
  return chat.threadOf('room').log.order.map(({ id }) => id);
}

/** Ids of what is known to be missing there. */
function missingAt({ chat }: ChatNode): readonly string[] {
  const chains = Array.from(chat.threadOf('room').log.chains);
  return chains.flatMap(([peerId, { gaps }]) =>
    gaps.flatMap(({ from, to }) =>
      Array.from({ length: to - from + 1 }, (_, index) => `${peerId}/${from + index}`),
    ),
  );
}

async function live(seed: number): Promise<History> {
  const random = createSeededRandom(seed);
  const doesReorder = randomInteger(random, 2) === 0;
  const options = { doubled: 0.1, lost: pick(random, [0, 0.05])!, doesReorder, maxDelayMs: 150 };
  const history: History = { net: createChatNet(seed, options), random, people: new Map() };
  for (const name of NAMES) await join(history, name);
  for (let i = 0; i < STEPS; i += 1) await step(history);
  return history;
}

async function settle({ net }: History): Promise<void> {
  net.split({});
  for (let waitedMs = 0; waitedMs < SETTLING_MS; waitedMs += 2_000) {
    await net.clock.advance(2_000);
    // What changes nothing that is shown, a reaction that is not there taken back, has to reach everybody too.
    const [first, ...others] = net.nodes.map((node) => JSON.stringify([shownBy(node), heldBy(node)]));
    if (others.every((each) => each === first)) return;
  }
}

async function judge(seed: number): Promise<number> {
  const history = await live(seed);
  const { net } = history;
  await net.clock.advance(200);
  const before = held(net);
  await settle(history);
  // Nothing goes on changing.
  await net.clock.advance(5_000);
  const [first, ...others] = net.nodes;
  for (const other of others) expect(shownBy(other)).toEqual(shownBy(first!));
  // What is missing is missing to all: nobody who is there had it, nor wrote it.
  const notices = first!.chat.room.rows.value.filter((row) => row.kind === 'notice');
  expect(notices.filter(({ what }) => what !== 'gap')).toEqual([]);
  const missing = missingAt(first!);
  expect(missing.filter((id) => before.has(id))).toEqual([]);
  expect(net.nodes.filter(({ peerId }) => missing.some((id) => id.startsWith(`${peerId}/`)))).toEqual([]);
  const ids = first!.chat.threadOf('room').log.order.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(Array.from(before).filter((id) => !ids.includes(id))).toEqual([]);
  const rows = first!.chat.room.rows.value.length;
  for (const node of net.nodes) node.crash();
  return rows;
}

describe(`${HISTORIES} histories from seed ${FIRST} on`, () => {
  const starts = Array.from({ length: HISTORIES / IN_ONE_TEST }, (_, index) => FIRST + index * IN_ONE_TEST);
  test.each(starts)('[N6] end with one talk for all, from seed %i on', async (start) => {
    let rows = 0;
    for (let seed = start; seed < start + IN_ONE_TEST; seed += 1) {
      try {
        rows += await judge(seed);
      } catch (error) {
        throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, {
          cause: error,
        });
      }
    }
    // They are histories in which something was said.
    expect(rows).toBeGreaterThan(IN_ONE_TEST * 5);
  });
});

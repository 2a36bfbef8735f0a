// Any bytes on any channel of a link, below every seal: from whoever got through ICE and DTLS, before and after the link
// is in use. Nothing is thrown, what waits and what is made stays bounded, and at worst the link ends with a reason.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { randomInteger, type RandomSource } from '../../src/primitives/random.ts';
import type { TransportId } from '../../src/primitives/ids.ts';
import { decodeControlFrame, encodeControlFrame, type ControlFrame } from '../../src/transport/envelope.ts';
import { encodeNegotiation, type NegotiationMessage } from '../../src/transport/negotiation-message.ts';
import { encodeSibling, type SiblingMessage } from '../../src/transport/sibling-message.ts';
import {
  CHANNELS,
  MAX_EARLY_BYTES,
  MAX_FRAME_BYTES,
  type CloseReason,
  type Frame,
  type Link,
} from '../../src/transport/transport.ts';
import { openWebrtcLink } from '../../src/transport/webrtc-link.ts';
import { FakeConnection, fakeDescription } from '../support/fake-connection.ts';
import { heldBytes } from '../support/held-bytes.ts';
import { createRawTalk, type RawFrame, type RawManner } from '../support/raw-talk.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { seedsToRun } from '../support/seeds.ts';
import { createSimClock, settle, type SimClock } from '../support/sim-clock.ts';

/** Other conversations: `KITH_FUZZ_SEED=77 npx vitest run --project pure tests/hostile/raw-link.test.ts`. */
const SEED = Number(process.env['KITH_FUZZ_SEED'] ?? 1);
const SEEDS = seedsToRun(Array.from({ length: 6 }, (_, index) => SEED + index));
const FRAMES = 400;
/** PROTOCOL [L2]. */
const CLOSED_WITHIN_MS = 5_000;
/** Of heartbeat.ts (before the link is open, and after), renegotiation.ts and siblings.ts: burst, and so many a second. */
const PONGS = { burst: 2 * 60, perSecond: 2 * 4 } as const;
const DESCRIPTIONS = { burst: 20, perSecond: 0.75 } as const;
const SIBLINGS = { burst: 6, perSecond: 0.1 } as const;
const CANDIDATES = { burst: 256, perSecond: 16 } as const;
const LIVE_SIBLINGS = 3;

vi.setConfig({ testTimeout: 120_000 });

const thrown: unknown[] = [];
const note = (error: unknown) => void thrown.push(error);

beforeEach(() => {
  thrown.length = 0;
  process.on('uncaughtException', note);
  process.on('unhandledRejection', note);
});

afterEach(() => {
  process.off('uncaughtException', note);
  process.off('unhandledRejection', note);
});

/** An engine that takes a description or not, as it likes. */
class FickleConnection extends FakeConnection {
  readonly #random: RandomSource;

  constructor(random: RandomSource) {
    super();
    this.#random = random;
  }

  override async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    this.#balk();
    await super.setRemoteDescription(description);
  }

  override async setLocalDescription(description?: RTCLocalSessionDescriptionInit): Promise<void> {
    this.#balk();
    await super.setLocalDescription(description);
  }

  override async addIceCandidate(candidate?: RTCIceCandidateInit | null): Promise<void> {
    await super.addIceCandidate(candidate);
    this.#balk();
  }

  #balk(): void {
    if (randomInteger(this.#random, 5) === 0) throw new DOMException('not now', 'OperationError');
  }
}

interface Scene {
  readonly clock: SimClock;
  readonly random: RandomSource;
  readonly connection: FickleConnection;
  /** Connections for bulk that were made. */
  readonly siblings: FakeConnection[];
  readonly opening: ReturnType<typeof openWebrtcLink>;
  readonly startedMs: number;
}

function makeScene(seed: number, role: Link['role']): Scene {
  const clock = createSimClock();
  const random = createSeededRandom(seed);
  const connection = new FickleConnection(random);
  const siblings: FakeConnection[] = [];
  const createSibling = () => {
    if (randomInteger(random, 6) === 0) throw new DOMException('too many connections', 'UnknownError');
    const made = new FickleConnection(random);
    siblings.push(made);
    return made.asConnection;
  };
  const opening = openWebrtcLink(
    connection.asConnection,
    {
      localId: 'a' as TransportId,
      remoteId: 'b' as TransportId,
      role,
      medium: { isUp: true, send: () => undefined },
    },
    { clock, createSibling },
  );
  return { clock, random, connection, siblings, opening, startedMs: clock.nowMs() };
}

interface Opened {
  readonly link: Link;
  readonly ends: readonly CloseReason[];
  /** Everything that was told after the end was. */
  readonly late: readonly unknown[];
}

async function openLink({ connection, opening }: Scene): Promise<Opened> {
  connection.connect();
  const opened = await opening.opened;
  if (!opened.ok) throw new Error(opened.error.detail);
  const link = opened.value;
  link.admit();
  const ends: CloseReason[] = [];
  const late: unknown[] = [];
  const told = (what: unknown) => void (ends.length > 0 && late.push(what));
  link.onInterrupted(told);
  link.onDrained(() => told('drained'));
  link.onClosed((reason) => {
    told(reason);
    ends.push(reason);
  });
  return { link, ends, late };
}

/** What the far end does, and what its engine and its path do meanwhile. */
async function suffer(scene: Scene, manner: RawManner, frames = FRAMES): Promise<void> {
  const { clock, random, connection, siblings } = scene;
  const talk = createRawTalk(random, manner);
  for (let said = 0; said < frames; said += 1) {
    deliver(scene, talk.next());
    expect(siblings.filter(({ isClosed }) => !isClosed).length).toBeLessThanOrEqual(LIVE_SIBLINGS);
    const draw = randomInteger(random, 24);
    if (draw === 0) siblings.at(-1)?.channel('bulk').open();
    if (draw === 1 && connection.connectionState === 'connected') connection.become('disconnected');
    else if (draw === 2 && connection.connectionState === 'disconnected') connection.become('connected');
    if (draw < 6) await clock.advance(randomInteger(random, 600));
  }
  await settle();
}

function deliver({ connection, siblings, random }: Scene, { channel, data }: RawFrame): void {
  const sibling = siblings[randomInteger(random, Math.max(1, siblings.length))];
  if (channel !== 'sibling') connection.channel(channel).receive(data);
  else sibling?.channel('bulk').receive(data);
}

/** What this side said on control of its own accord. */
function answersOf({ connection }: Scene): readonly (ControlFrame | undefined)[] {
  return connection.channel('control').sent.map((bytes) => decodeControlFrame(Uint8Array.from(bytes)));
}

function expectBounded(scene: Scene): void {
  const { clock, connection, siblings, startedMs } = scene;
  const seconds = (clock.nowMs() - startedMs) / 1_000;
  const within = ({ burst, perSecond }: { readonly burst: number; readonly perSecond: number }) =>
    burst + perSecond * (seconds + 1);
  const count = (type: ControlFrame['type']) =>
    answersOf(scene).filter((frame) => frame?.type === type).length;
  expect(answersOf(scene)).not.toContain(undefined);
  expect(count('pong')).toBeLessThanOrEqual(within(PONGS));
  // An answer each, and to those that come again also an offer of our own.
  expect(count('negotiation')).toBeLessThanOrEqual(3 * within(DESCRIPTIONS));
  expect(connection.candidates.length).toBeLessThanOrEqual(within(CANDIDATES));
  expect(siblings.length).toBeLessThanOrEqual(within(SIBLINGS));
  expect(count('goodbye')).toBeLessThanOrEqual(1);
}

/** Over, once, with a reason, and nothing of it goes on. */
async function expectEnded({ clock, connection, siblings }: Scene, { ends, late }: Opened): Promise<void> {
  await clock.advance(CLOSED_WITHIN_MS);
  expect(ends).toHaveLength(1);
  expect(['refused', 'left', 'lost']).toContain(ends[0]?.kind);
  expect([ends[0]?.kind === 'left' || ends[0]?.detail !== '', late]).toEqual([true, []]);
  expect([connection.isClosed, siblings.every(({ isClosed }) => isClosed)]).toEqual([true, true]);
  expect(clock.pendingTimers).toBe(0);
}

const sdp = fakeDescription();
const FLOODS: readonly (readonly [string, (turn: number) => ControlFrame])[] = [
  ['pings', (turn) => ({ type: 'ping', counter: turn, isHidden: false })],
  ['pongs', (turn) => ({ type: 'pong', counter: turn, isHidden: true, timeUs: turn })],
  ...(['offer', 'answer'] as const).map(
    (type) => [`${type}s`, (turn: number) => negotiationFrame({ type, round: turn + 1, sdp })] as const,
  ),
  [
    'candidates',
    (turn) =>
      negotiationFrame({ type: 'candidate', round: turn % 3, candidate: 'a', mid: '0', lineIndex: 0 }),
  ],
  ['siblings', (turn) => siblingFrame({ type: 'offer', number: turn % 3_000, sdp })],
  ['wishes for siblings', (turn) => siblingFrame({ type: turn % 2 === 0 ? 'ask' : 'enough' })],
];

function negotiationFrame(message: NegotiationMessage): ControlFrame {
  return { type: 'negotiation', body: encodeNegotiation(message) };
}

function siblingFrame(message: SiblingMessage): ControlFrame {
  return { type: 'sibling', body: encodeSibling(message) };
}

const byRole = SEEDS.flatMap((seed) => [[seed, 'dialer'] as const, [seed, 'listener'] as const]);

describe(`[L1] a link, seed ${SEED}`, () => {
  test.each(byRole)('that hears anything at all ends with a reason (%i, %s)', async (seed, role) => {
    const scene = makeScene(seed, role);
    const opened = await openLink(scene);
    const heard: Frame[] = [];
    opened.link.onFrame((frame) => heard.push(frame));
    await suffer(scene, 'rude');
    expect(opened.link.isOpen).toBe(false);
    const before = heard.length;
    await suffer(scene, 'formed', 50);
    expect(heard.length).toBe(before);
    expect(heard.every(({ data }) => data.length <= MAX_FRAME_BYTES)).toBe(true);
    expectBounded(scene);
    await expectEnded(scene, opened);
    expect(thrown).toEqual([]);
  });

  test.each(byRole)('that hears wild but well-formed frames stays and works (%i, %s)', async (seed, role) => {
    const scene = makeScene(100 + seed, role);
    const { link, ends } = await openLink(scene);
    const heard: Frame[] = [];
    link.onFrame((frame) => heard.push(frame));
    await suffer(scene, 'formed');
    expect(ends).toEqual([]);
    scene.connection.channel('control').receive(Uint8Array.of(0, 7, 7, 7).buffer);
    expect(heard.at(-1)).toEqual({ channel: 'control', data: Uint8Array.of(7, 7, 7) });
    expectBounded(scene);
    expect(thrown).toEqual([]);
  });

  test.each(byRole)('that nobody listens to holds little, or ends (%i, %s)', async (seed, role) => {
    const scene = makeScene(200 + seed, role);
    const opened = await openLink(scene);
    await suffer(scene, 'formed');
    const heard: Frame[] = [];
    opened.link.onFrame((frame) => heard.push(frame));
    await settle();
    for (const channel of CHANNELS) {
      const held = heard.filter((frame) => frame.channel === channel);
      const heldBytesThere = held.reduce((sum, { data }) => sum + data.length, 0);
      // One full frame is always held, and it alone.
      expect(held.length === 1 || heldBytesThere <= MAX_EARLY_BYTES).toBe(true);
    }
    if (!opened.link.isOpen) await expectEnded(scene, opened);
    expectBounded(scene);
    expect(thrown).toEqual([]);
  });

  test.each(byRole)('that is not open yet opens, or ends with a reason (%i, %s)', async (seed, role) => {
    const scene = makeScene(300 + seed, role);
    const { connection, opening } = scene;
    connection.become('connected');
    connection.channel('control').open();
    await suffer(scene, seed % 2 === 0 ? 'rude' : 'formed');
    for (const name of ['bulk', 'realtime'] as const) connection.channel(name).open();
    connection.become('connected');
    const opened = await opening.opened;
    if (opened.ok) opened.value.close('enough');
    else expect([['refused', 'left'].includes(opened.error.kind), opening]).toEqual([true, opening]);
    expectBounded(scene);
    await scene.clock.advance(CLOSED_WITHIN_MS);
    expect([connection.isClosed, scene.clock.pendingTimers]).toEqual([true, 0]);
    expect(thrown).toEqual([]);
  });

  test.each(FLOODS)('that is flooded with %s answers at its own pace', async (_, frame) => {
    for (const role of ['dialer', 'listener'] as const) {
      const scene = makeScene(SEED, role);
      const { connection, clock } = scene;
      connection.become('connected');
      connection.channel('control').open();
      const flood = async () => {
        for (let i = 0; i < 1_000; i += 1) {
          connection.channel('control').receive(encodeControlFrame(frame(i)).buffer);
          if (i % 100 === 0) await clock.advance(100);
        }
        expectBounded(scene);
      };
      await flood();
      expect((await openLink(scene)).ends).toEqual([]);
      await flood();
    }
    expect(thrown).toEqual([]);
  });

  test('grows neither by what it hears nor by how many there were', async () => {
    const live = async (seed: number, manner: RawManner) => {
      const scene = makeScene(seed, seed % 2 === 0 ? 'dialer' : 'listener');
      const { link } = await openLink(scene);
      link.onFrame(() => undefined);
      await suffer(scene, manner);
      return { scene, link };
    };
    for (let seed = 400; seed < 404; seed += 1) await live(seed, 'rude');
    const { scene, link } = await live(404, 'formed');
    const grow = async (first: number) => {
      const before = heldBytes();
      await suffer(scene, 'formed', 10 * FRAMES);
      for (let seed = first; seed < first + 20; seed += 1)
        (await live(seed, seed % 3 === 0 ? 'rude' : 'formed')).link.close('enough');
      scene.connection.channel('control').sent.length = 0;
      return heldBytes() - before;
    };
    // What is held on to grows each time; what the engine compiles, or another test leaves behind, does not.
    const growth = [await grow(410), await grow(430), await grow(450)];
    expect(Math.min(...growth)).toBeLessThan(2 * 1024 * 1024);
    expect([link.isOpen, thrown]).toEqual([true, []]);
  });
});

// Two ends of a delivery in one process, with links between them that are cut and noticed at different times on both
// sides, and others who pass frames on with losses and in any order. As the mesh would: the lower end chooses the link.

import type { Bytes } from '../../src/primitives/bytes.ts';
import { randomBetween, randomFraction, type RandomSource } from '../../src/primitives/random.ts';
import {
  createDelivery,
  type Delivery,
  type DeliveryPath,
  type StreamHello,
} from '../../src/mesh/delivery.ts';
import { Inbox } from '../../src/mesh/inbox.ts';
import { encodeMeshMessage } from '../../src/mesh/protocol.ts';
import { readMeshMessage } from './make-mesh.ts';
import { createSeededRandom } from './seeded-random.ts';
import type { SimClock } from './sim-clock.ts';

export interface DeliveryEnd {
  readonly delivery: Delivery;
  /** What the other end said, in the order of hearing. */
  readonly heard: readonly string[];
  /** What was accepted here for sending. */
  readonly said: readonly string[];
  readonly violations: readonly string[];
  /** Frames that arrived here over links and relays, doubles included. */
  readonly arrivals: number;
  /** False when it was not accepted. */
  say(text: string, sizeBytes?: number): boolean;
  /** Forgets the other end as after its leave; what was taken of its messages is remembered. */
  forget(): void;
}

export interface SimPath {
  /** Nothing arrives from now on, not even what is on its way; each end notices when it is told. */
  cut(noticedAfterMs?: readonly [number, number]): void;
}

export interface DeliveryPair {
  readonly low: DeliveryEnd;
  readonly high: DeliveryEnd;
  /** A new link that is in use as soon as both know of it; the one before, if any, is replaced. */
  link(): SimPath;
  /** Others pass frames on from now on, or no more. */
  setRelay(isThere: boolean, losses?: number): void;
}

interface Side extends DeliveryEnd {
  delivery: Delivery;
  heard: string[];
  said: string[];
  violations: string[];
  arrivals: number;
  active: object | undefined;
  linkPath: DeliveryPath | undefined;
  relayPath: DeliveryPath | undefined;
}

interface PairOptions {
  readonly clock: SimClock;
  readonly random: RandomSource;
  /** One way. */
  readonly latencyMs?: number;
  /** With each message that the other end of `low` hears. */
  readonly onHeard?: () => void;
}

export function createDeliveryPair({ clock, random, latencyMs = 40, onHeard }: PairOptions): DeliveryPair {
  const [low, high] = [createSide(clock, random), createSide(clock, random, onHeard)];
  return {
    low,
    high,
    link: () => openLink({ clock, random, latencyMs, low, high }),
    setRelay(isThere, losses = 0.2) {
      for (const [near, far] of [
        [low, high],
        [high, low],
      ] as const) {
        near.relayPath = isThere ? relayTo(far, { clock, random, losses }) : undefined;
        choosePath(near);
      }
    },
  };
}

function createSide(clock: SimClock, random: RandomSource, onHeard?: () => void): Side {
  const inbox = new Inbox();
  const own = createSeededRandom(random.bytes(1)[0] ?? 0);
  const create = () =>
    createDelivery({
      clock,
      random: own,
      inbox,
      onMessage: (envelope) => {
        side.heard.push(readText(envelope));
        onHeard?.();
      },
      onViolation: (detail) => side.violations.push(detail),
    });
  const side: Side = {
    delivery: create(),
    heard: [],
    said: [],
    violations: [],
    arrivals: 0,
    active: undefined,
    linkPath: undefined,
    relayPath: undefined,
    say(text, sizeBytes = 0) {
      const isAccepted = side.delivery.send(writeText(text, sizeBytes));
      if (isAccepted) side.said.push(text);
      return isAccepted;
    },
    forget() {
      side.delivery.dispose();
      side.active = undefined;
      side.linkPath = undefined;
      side.delivery = create();
      choosePath(side);
    },
  };
  return side;
}

function choosePath(side: Side): void {
  side.delivery.setPath(side.linkPath ?? side.relayPath);
}

/** The text, then zeros. */
function writeText(text: string, sizeBytes: number): Uint8Array {
  const bytes = new Uint8Array(Math.max(text.length, sizeBytes));
  bytes.set(new TextEncoder().encode(text));
  return bytes;
}

function readText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}

type LinkParts = Required<Omit<PairOptions, 'onHeard'>> & { readonly low: Side; readonly high: Side };

function openLink({ clock, random, latencyMs, low, high }: LinkParts): SimPath {
  const link = {};
  let isCut = false;
  /** In order: one delay for all frames of one direction. */
  const carry = (arrive: () => void) => void clock.schedule(latencyMs, () => !isCut && arrive());
  const pathTo = (far: Side): DeliveryPath => ({
    isReliable: true,
    send(frame) {
      carry(() => far.active === link && receive(far, frame));
      return true;
    },
  });
  /** Who has said hello on it, which comes before all else; and who knows that it is over. */
  const [greeted, ended] = [new Set<Side>(), new Set<Side>()];
  const greet = (near: Side, far: Side) => {
    if (greeted.has(near) || ended.has(near)) return;
    greeted.add(near);
    const hello: StreamHello = near.delivery.hello();
    carry(() => far.delivery.onHello(hello));
  };
  const use = (near: Side, far: Side) => {
    if (ended.has(near)) return;
    near.active = link;
    near.linkPath = pathTo(far);
    choosePath(near);
  };
  clock.schedule(randomBetween(random, 0, 60), () => {
    greet(low, high);
    carry(() => {
      greet(high, low);
      use(high, low);
    });
    use(low, high);
  });
  clock.schedule(randomBetween(random, 0, 60), () => greet(high, low));
  return {
    cut([lowAfterMs, highAfterMs] = [5_000, 5_000]) {
      isCut = true;
      const notice = (side: Side) => {
        ended.add(side);
        if (side.active !== link) return;
        side.active = undefined;
        side.linkPath = undefined;
        choosePath(side);
      };
      clock.schedule(lowAfterMs, () => notice(low));
      clock.schedule(highAfterMs, () => notice(high));
    },
  };
}

interface Losses {
  readonly clock: SimClock;
  readonly random: RandomSource;
  readonly losses: number;
}

function relayTo(far: Side, { clock, random, losses }: Losses): DeliveryPath {
  return {
    isReliable: false,
    send(frame) {
      if (randomFraction(random) < 0.05) return false;
      if (randomFraction(random) >= losses)
        clock.schedule(randomBetween(random, 40, 900), () => receive(far, frame));
      return true;
    },
  };
}

function receive(side: Side, frame: Bytes): void {
  side.arrivals += 1;
  const message = readMeshMessage(frame);
  if (message?.type === 'ACK') side.delivery.onAcknowledged(message);
  else if (message?.type === 'STREAM') side.delivery.onHello(message);
  else if (!message) side.delivery.onFrame(frame);
  else throw new Error(`${encodeMeshMessage(message).length} bytes of ${message.type}`);
}

// The bench of the transport contract: what a harness brings, and what the tests build on it.

import { afterEach, beforeEach } from 'vitest';
import type { TransportId } from '../../src/primitives/ids.ts';
import type { Result } from '../../src/primitives/result.ts';
import type {
  ChannelName,
  CloseReason,
  Endpoint,
  EndpointState,
  Frame,
  Link,
  Transport,
} from '../../src/transport/transport.ts';

export interface TransportHarness {
  /** The transport of one more peer, separate from the others, on the one medium. */
  createTransport(): Transport;
  /** Lets time pass until the promise has settled. */
  settle<T>(promise: Promise<T>): Promise<T>;
  /** Lets time pass until the condition holds; fails when it takes too long. */
  until(condition: () => boolean): Promise<void>;
  /** Of the time that passes. */
  nowMs(): number;
  /** Where claims depend on a broker that may go and come back. */
  readonly broker?: { stop(): Promise<void>; start(): Promise<void> };
  dispose(): Promise<void>;
}

export interface Pair {
  readonly a: Endpoint;
  readonly b: Endpoint;
  readonly near: Link;
  readonly far: Link;
}

/** What the tests of one suite work with; everything it makes is closed after each test. */
export interface Bench extends Pick<TransportHarness, 'createTransport' | 'settle' | 'until' | 'nowMs'> {
  readonly broker: TransportHarness['broker'];
  claim(prefix: string): Promise<Endpoint>;
  /** The two ends of a new link. */
  dial(from: Endpoint, to: Endpoint): Promise<{ near: Link; far: Link }>;
  makePair(): Promise<Pair>;
  /** Closes what a test made by itself. */
  keep(...things: readonly (Link | Endpoint)[]): void;
}

export function createBench(setup: () => Promise<TransportHarness>): Bench {
  let harness: TransportHarness;
  const made: (Link | Endpoint)[] = [];

  beforeEach(async () => {
    harness = await setup();
  });
  afterEach(async () => {
    for (const thing of made.splice(0)) thing.close('test over');
    await harness.dispose();
  });

  const bench: Bench = {
    get broker() {
      return harness.broker;
    },
    createTransport: () => harness.createTransport(),
    settle: (promise) => harness.settle(promise),
    until: (condition) => harness.until(condition),
    nowMs: () => harness.nowMs(),
    keep: (...things) => void made.push(...things),
    async claim(prefix) {
      const endpoint = must(await harness.settle(harness.createTransport().claim(uniqueId(prefix))));
      bench.keep(endpoint);
      return endpoint;
    },
    async dial(from, to) {
      let far: Link | undefined;
      const stop = to.onLink((link) => {
        if (link.remoteId === from.id) far = link;
      });
      const near = must(await harness.settle(from.dial(to.id)));
      await harness.until(() => far !== undefined);
      stop();
      bench.keep(near, far!);
      return { near, far: far! };
    },
    async makePair() {
      const [a, b] = [await bench.claim('a'), await bench.claim('b')];
      return { a, b, ...(await bench.dial(a, b)) };
    },
  };
  return bench;
}

let drawn = 0;

/** Addresses of one run never meet those of another on a shared medium. */
export function uniqueId(prefix: string): TransportId {
  drawn += 1;
  return `${prefix}-${drawn}-${crypto.randomUUID().slice(0, 8)}` as TransportId;
}

export function must<T>(result: Result<T, { readonly code: string; readonly detail: string }>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.detail}`);
  return result.value;
}

export function collect(link: Link): Frame[] {
  const frames: Frame[] = [];
  link.onFrame((frame) => frames.push(frame));
  return frames;
}

export function collectStates(endpoint: Endpoint): EndpointState['kind'][] {
  const kinds: EndpointState['kind'][] = [endpoint.state.kind];
  endpoint.onState(({ kind }) => kinds.push(kind));
  return kinds;
}

export function endings(...links: readonly Link[]): Map<Link, CloseReason> {
  const reasons = new Map<Link, CloseReason>();
  for (const link of links) link.onClosed((reason) => reasons.set(link, reason));
  return reasons;
}

export function payloads(frames: readonly Frame[], channel: ChannelName): (number | undefined)[] {
  return frames.filter((frame) => frame.channel === channel).map(({ data }) => data[0]);
}

export function patterned(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 31) & 0xff);
}

export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

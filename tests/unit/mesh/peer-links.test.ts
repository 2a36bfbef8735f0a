import { describe, expect, test } from 'vitest';
import type { PeerId } from '../../../src/primitives/ids.ts';
import { ok } from '../../../src/primitives/result.ts';
import { decodeEnvelope } from '../../../src/mesh/envelope.ts';
import { MAX_CANDIDATES, PeerLinks } from '../../../src/mesh/peer-links.ts';
import { decodeMeshMessage, type MeshMessage } from '../../../src/mesh/protocol.ts';
import type { ProvenPeer, SecureLink } from '../../../src/secure/secure-link.ts';
import type { CloseReason } from '../../../src/transport/transport.ts';
import { createSimClock } from '../../support/sim-clock.ts';

const LOW = 'aaaa' as PeerId;
const HIGH = 'bbbb' as PeerId;

/** A link that only remembers what was said and can be broken by hand. */
interface FakeLink extends SecureLink {
  readonly said: MeshMessage[];
  isOpen: boolean;
  isAdmitted: boolean;
  isInterrupted: boolean;
  end(reason: CloseReason): void;
  interrupt(isInterrupted: boolean): void;
}

function fakeLink(): FakeLink {
  const said: MeshMessage[] = [];
  let onClosed: (reason: CloseReason) => void = () => undefined;
  let onInterrupted: (isInterrupted: boolean) => void = () => undefined;
  const link: FakeLink = {
    remote: {} as ProvenPeer,
    role: 'dialer',
    contextIndex: 0,
    isOpen: true,
    said,
    onDrained: () => () => undefined,
    bufferedBytes: () => 0,
    send(_, frame) {
      const decoded = decodeMeshMessage(decodeEnvelope(frame)?.payload ?? new Uint8Array());
      if (decoded.ok) said.push(decoded.value);
      return ok();
    },
    onMessage: () => () => undefined,
    onClosed(listener) {
      onClosed = listener;
      return () => undefined;
    },
    isAdmitted: false,
    admit: () => void (link.isAdmitted = true),
    close: (detail) => link.end({ kind: 'local', detail }),
    end(reason) {
      if (!link.isOpen) return;
      link.isOpen = false;
      onClosed(reason);
    },
    isInterrupted: false,
    onInterrupted(listener) {
      onInterrupted = listener;
      return () => undefined;
    },
    interrupt(isInterrupted) {
      link.isInterrupted = isInterrupted;
      onInterrupted(isInterrupted);
    },
    route: () => Promise.resolve({ kind: 'direct', rttMs: 1, candidates: undefined, clock: undefined }),
  };
  return link;
}

function createPair(self: PeerId, remote: PeerId) {
  const downs: CloseReason[] = [];
  const actives: SecureLink[] = [];
  const interruptions: boolean[] = [];
  const clock = createSimClock();
  let generation = 0;
  const links = new PeerLinks({
    self,
    remote,
    clock,
    greeting: () => ({ entry: Uint8Array.of(1) }),
    nextGeneration: () => (generation += 1),
    onActive: (link) => void actives.push(link),
    onDown: (reason) => void downs.push(reason),
    onInterrupted: (isInterrupted) => void interruptions.push(isInterrupted),
    onDoubted: () => undefined,
    onDrained: () => undefined,
    onPayload: () => undefined,
  });
  return { links, downs, actives, interruptions, clock };
}

function kinds(link: FakeLink): string[] {
  return link.said.map(({ type }) => type);
}

describe('[L7] the peer of lower id', () => {
  test('uses its first link at once', () => {
    const { links } = createPair(LOW, HIGH);
    const link = fakeLink();
    links.add(link);
    expect(kinds(link)).toEqual(['HELLO', 'USE']);
    expect(links.active).toBe(link);
  });

  test('closes a second link when the other side has lost none', () => {
    const { links } = createPair(LOW, HIGH);
    const [first, second] = [fakeLink(), fakeLink()];
    links.add(first);
    links.add(second);
    links.onHello(second, { type: 'HELLO', lost: 0 });
    expect([links.active, second.isOpen, first.isOpen]).toEqual([first, false, true]);
  });

  test('changes to the second link when the first broke on the other side', () => {
    const { links, downs } = createPair(LOW, HIGH);
    const [first, second] = [fakeLink(), fakeLink()];
    links.add(first);
    links.add(second);
    links.onHello(second, { type: 'HELLO', lost: 1 });
    expect([links.active, first.isOpen]).toEqual([second, false]);
    expect(downs).toEqual([]);
  });

  test('falls back to a waiting link when the one in use breaks', () => {
    const { links, downs } = createPair(LOW, HIGH);
    const [first, second] = [fakeLink(), fakeLink()];
    links.add(first);
    links.add(second);
    first.end({ kind: 'lost', detail: 'silence' });
    expect(links.active).toBe(second);
    expect(downs).toEqual([]);
  });

  test('does not let the other side choose', () => {
    const { links } = createPair(LOW, HIGH);
    const [first, second] = [fakeLink(), fakeLink()];
    links.add(first);
    links.add(second);
    links.onUse(second, 99);
    expect(links.active).toBe(first);
  });
});

test('[L12] a link is taken in once it is in use, and not while it waits to be chosen', () => {
  for (const [self, remote] of [
    [LOW, HIGH],
    [HIGH, LOW],
  ] as const) {
    const { links } = createPair(self, remote);
    const [waiting, used] = [fakeLink(), fakeLink()];
    links.add(waiting, () => true);
    expect(waiting.isAdmitted).toBe(false);
    links.add(used);
    links.onUse(used, 7);
    expect([waiting.isAdmitted, used.isAdmitted]).toEqual([false, true]);
  }
});

describe('[L7] the peer of higher id', () => {
  test('sends nothing but its hello before it was told which link to use', () => {
    const { links, actives } = createPair(HIGH, LOW);
    const link = fakeLink();
    links.add(link);
    expect(kinds(link)).toEqual(['HELLO']);
    expect([links.active, actives]).toEqual([undefined, []]);
  });

  test('follows the choice, and leaves the link used before', () => {
    const { links, downs } = createPair(HIGH, LOW);
    const [first, second] = [fakeLink(), fakeLink()];
    links.add(first);
    links.onUse(first, 5);
    links.add(second);
    links.onUse(second, 6);
    expect([links.active, first.isOpen]).toEqual([second, false]);
    expect(downs).toEqual([]);
  });

  test('ignores an older choice that arrives late', () => {
    const { links } = createPair(HIGH, LOW);
    const [first, second] = [fakeLink(), fakeLink()];
    links.add(first);
    links.add(second);
    links.onUse(second, 6);
    links.onUse(first, 5);
    expect(links.active).toBe(second);
  });

  test('says which link it lost when it comes back', () => {
    const { links } = createPair(HIGH, LOW);
    const [first, second] = [fakeLink(), fakeLink()];
    links.add(first);
    links.onUse(first, 7);
    first.end({ kind: 'lost', detail: 'silence' });
    links.add(second);
    expect(second.said[0]).toMatchObject({ type: 'HELLO', lost: 7 });
  });

  test('does not take a change of links for a goodbye', () => {
    const { links, downs } = createPair(HIGH, LOW);
    const [first, second] = [fakeLink(), fakeLink()];
    links.add(first);
    links.onUse(first, 1);
    links.add(second);
    first.end({ kind: 'left', detail: 'replaced' });
    expect(downs).toEqual([{ kind: 'lost', detail: 'replaced' }]);
  });
});

describe('[L7] an interrupted link', () => {
  const hello = (lost: number) => ({ type: 'HELLO', lost }) as const;

  test('is told as such, and told again when it is heard', () => {
    const { links, interruptions } = createPair(LOW, HIGH);
    const [used, waiting] = [fakeLink(), fakeLink()];
    links.add(used);
    links.add(waiting);
    for (const link of [waiting, used]) link.interrupt(true);
    used.interrupt(false);
    expect(interruptions).toEqual([true, false]);
  });

  test('is replaced at once by the next that is proven, where the lower id noticed it', () => {
    const { links, downs } = createPair(LOW, HIGH);
    const [first, second] = [fakeLink(), fakeLink()];
    links.add(first);
    first.interrupt(true);
    links.add(second);
    expect(kinds(second)).toEqual(['HELLO', 'USE']);
    expect([links.active, first.isOpen, downs]).toEqual([second, false, []]);
  });

  test('is named by the higher id, so that the lower one changes though it has noticed nothing', () => {
    const [high, low] = [createPair(HIGH, LOW), createPair(LOW, HIGH)];
    const [there, here, next] = [fakeLink(), fakeLink(), fakeLink()];
    high.links.add(there);
    high.links.onUse(there, 1);
    low.links.add(here);
    there.interrupt(true);
    const said = fakeLink();
    high.links.add(said);
    expect(said.said[0]).toMatchObject({ type: 'HELLO', lost: 1 });
    low.links.add(next);
    low.links.onHello(next, hello(1));
    expect([low.links.active, here.isOpen]).toEqual([next, false]);
  });

  test('that is heard again is kept, and the next one closed', () => {
    const { links } = createPair(LOW, HIGH);
    const [first, second] = [fakeLink(), fakeLink()];
    links.add(first);
    first.interrupt(true);
    first.interrupt(false);
    links.add(second);
    links.onHello(second, hello(0));
    expect([links.active, first.isOpen, second.isOpen]).toEqual([first, true, false]);
  });
});

describe('a link that is decided later', () => {
  test('is not used before the other side said hello, and then is', () => {
    const { links } = createPair(LOW, HIGH);
    const link = fakeLink();
    links.add(link, () => true);
    expect([kinds(link), links.active]).toEqual([['HELLO'], undefined]);
    links.onHello(link, { type: 'HELLO', lost: 0, links: 2 });
    expect(links.active).toBe(link);
  });

  test('is left to whoever refused it', () => {
    const { links } = createPair(LOW, HIGH);
    const link = fakeLink();
    links.add(link, ({ links: theirs }) => theirs === 1);
    links.onHello(link, { type: 'HELLO', lost: 0, links: 2 });
    expect([links.active, links.hasLink, link.isOpen]).toEqual([undefined, false, true]);
  });

  test('is not used because the other side says so before its hello', () => {
    const { links } = createPair(HIGH, LOW);
    const link = fakeLink();
    links.add(link, () => true);
    links.onUse(link, 5);
    expect(links.active).toBeUndefined();
  });
});

test('a goodbye for the sake of another link is no goodbye of the peer, though the other is not here yet', () => {
  const { links, downs } = createPair(HIGH, LOW);
  const link = fakeLink();
  links.add(link);
  links.onUse(link, 1);
  link.end({ kind: 'left', detail: 'replaced' });
  expect(downs).toEqual([{ kind: 'lost', detail: 'replaced' }]);
});

test('a link that nobody decides for is closed after 10 s', async () => {
  const { links, clock } = createPair(HIGH, LOW);
  const link = fakeLink();
  links.add(link);
  await clock.advance(10_000);
  expect(link.isOpen).toBe(false);
});

test('no more than eight links wait to be chosen; the rest is closed at once', () => {
  const { links } = createPair(HIGH, LOW);
  const offered = Array.from({ length: 20 }, fakeLink);
  for (const link of offered) links.add(link);
  expect(offered.filter(({ isOpen }) => isOpen)).toEqual(offered.slice(0, MAX_CANDIDATES));
  links.onUse(offered[3]!, 1);
  expect(links.active).toBe(offered[3]);
});

test('a goodbye on the link in use is passed on', () => {
  const { links, downs } = createPair(LOW, HIGH);
  const link = fakeLink();
  links.add(link);
  link.end({ kind: 'left', detail: 'bye' });
  expect(downs).toEqual([{ kind: 'left', detail: 'bye' }]);
});

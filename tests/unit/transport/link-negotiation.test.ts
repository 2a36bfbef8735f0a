// What a standing link negotiates, seen from outside: the connection, the control channel and the medium. The exchange
// itself is in renegotiation.test.ts.

import { beforeEach, describe, expect, test } from 'vitest';
import type { TransportId } from '../../../src/primitives/ids.ts';
import { decodeControlFrame, encodeControlFrame } from '../../../src/transport/envelope.ts';
import { PROBE_MS } from '../../../src/transport/heartbeat.ts';
import { MAX_MEDIA_SECTIONS } from '../../../src/transport/link-negotiation.ts';
import {
  decodeNegotiation,
  encodeNegotiation,
  type NegotiationMessage,
} from '../../../src/transport/negotiation-message.ts';
import { RESTART_PERIOD_MS } from '../../../src/transport/path-recovery.ts';
import type { CloseReason, Link } from '../../../src/transport/transport.ts';
import { openWebrtcLink, type OpeningLink } from '../../../src/transport/webrtc-link.ts';
import { FakeConnection, fakeDescription } from '../../support/fake-connection.ts';
import { createSimClock, settle, type SimClock } from '../../support/sim-clock.ts';

const SWAPPED = fakeDescription(Array.from({ length: 32 }, () => 'CD').join(':'));
const SILENT_MS = 5_000;

interface Scene {
  readonly opening: OpeningLink;
  readonly link: Link;
  readonly reasons: CloseReason[];
}

let clock: SimClock;
let connection: FakeConnection;
let medium: { isUp: boolean; readonly sent: NegotiationMessage[]; send(message: NegotiationMessage): void };

beforeEach(() => {
  clock = createSimClock();
  connection = new FakeConnection();
  const sent: NegotiationMessage[] = [];
  medium = { isUp: true, sent, send: (message) => void sent.push(message) };
});

async function openLink(role: Link['role'] = 'dialer'): Promise<Scene> {
  const ends = { localId: 'a' as TransportId, remoteId: 'b' as TransportId, role, medium };
  const opening = openWebrtcLink(connection.asConnection, ends, { clock });
  connection.connect();
  const opened = await opening.opened;
  if (!opened.ok) throw new Error(opened.error.detail);
  const reasons: CloseReason[] = [];
  opened.value.onClosed((reason) => reasons.push(reason));
  return { opening, link: opened.value, reasons };
}

const frames = () =>
  connection.channel('control').sent.map((bytes) => decodeControlFrame(Uint8Array.from(bytes)));
const saidOnLink = () =>
  frames().flatMap((frame) => (frame?.type === 'negotiation' ? [decodeNegotiation(frame.body)] : []));
const receive = (frame: Parameters<typeof encodeControlFrame>[0]) =>
  connection.channel('control').receive(encodeControlFrame(frame).buffer);
const hearOnLink = (message: NegotiationMessage) =>
  receive({ type: 'negotiation', body: encodeNegotiation(message) });
/** Answers the last ping. */
function pong(): void {
  const ping = frames().findLast((frame) => frame?.type === 'ping');
  if (ping?.type === 'ping') receive({ type: 'pong', counter: ping.counter, isHidden: false, timeUs: 0 });
}
const offer = (round: number, sdp = fakeDescription()): NegotiationMessage => ({ type: 'offer', round, sdp });
const answer = (round: number, sdp = fakeDescription()): NegotiationMessage => ({
  type: 'answer',
  round,
  sdp,
});
const rounds = (messages: readonly (NegotiationMessage | undefined)[], type: string) =>
  messages.filter((message) => message?.type === type).map((message) => message?.round);

describe('an interrupted link', () => {
  test('[L9] offers another path by its medium and once over itself, and says so again every four seconds', async () => {
    await openLink();
    await clock.advance(SILENT_MS + 2 * RESTART_PERIOD_MS);
    expect(rounds(medium.sent, 'offer')).toEqual([1, 1, 1]);
    expect(rounds(saidOnLink(), 'offer')).toEqual([1]);
    expect(connection.restarts).toBe(1);
  });

  test('[L9] makes a new offer when the network may be another one', async () => {
    const { opening } = await openLink();
    await clock.advance(SILENT_MS + RESTART_PERIOD_MS);
    opening.tryNow();
    await clock.advance(RESTART_PERIOD_MS);
    expect([rounds(medium.sent, 'offer').at(-1), connection.restarts]).toEqual([2, 2]);
  });

  test.each(['dialer', 'listener'] as const)(
    '[L9] that agreed on another path keeps checking it (%s)',
    async (role) => {
      const { opening } = await openLink(role);
      await clock.advance(SILENT_MS);
      const sdp = `${fakeDescription()}a=candidate:1 1 UDP 1 192.0.2.1 9 typ host\r\n`;
      opening.receive(role === 'dialer' ? answer(1, sdp) : offer(1, sdp));
      await clock.advance(2 * RESTART_PERIOD_MS + 100);
      expect(connection.restarts).toBe(role === 'dialer' ? 1 : 0);
      expect(connection.candidates).toEqual(
        Array.from({ length: 2 }, () => 'candidate:1 1 UDP 1 192.0.2.1 9 typ host'),
      );
    },
  );

  test('[L9] whose medium is gone does nothing but wait', async () => {
    medium.isUp = false;
    await openLink();
    await clock.advance(20_000);
    expect([connection.restarts, medium.sent, saidOnLink()]).toEqual([0, [], []]);
  });

  test('whose engine cannot restart waits too', async () => {
    connection.restartIce = () => {
      throw new Error('Not implemented');
    };
    const { link } = await openLink();
    await clock.advance(20_000);
    expect([medium.sent, link.isOpen]).toEqual([[], true]);
  });

  test('takes the answer of its medium', async () => {
    const { opening, link } = await openLink();
    await clock.advance(SILENT_MS);
    opening.receive(answer(1));
    await settle();
    expect([connection.signalingState, link.isOpen]).toEqual(['stable', true]);
  });

  test('[L9] [L3] does not take an answer of its medium that names another certificate, and goes on', async () => {
    const { opening, link } = await openLink();
    await clock.advance(SILENT_MS);
    opening.receive(answer(1, SWAPPED));
    await settle();
    expect([connection.signalingState, link.isOpen]).toEqual(['have-local-offer', true]);
  });

  test('answers an offer of its medium by the medium', async () => {
    const { opening } = await openLink('listener');
    await clock.advance(SILENT_MS);
    opening.receive(offer(1));
    await settle();
    expect(rounds(medium.sent, 'answer')).toEqual([1]);
    expect(rounds(saidOnLink(), 'answer')).toEqual([]);
  });

  test('[R8] does not let a medium add media', async () => {
    const { opening } = await openLink('listener');
    await clock.advance(SILENT_MS);
    opening.receive(offer(1, `${fakeDescription()}m=audio 9 UDP/TLS/RTP/SAVPF 0\r\n`));
    await settle();
    expect(medium.sent).toEqual([]);
  });

  test('offers again over itself what nobody answered, once it is heard', async () => {
    await openLink();
    await clock.advance(SILENT_MS + RESTART_PERIOD_MS);
    pong();
    await settle();
    expect(rounds(saidOnLink(), 'offer')).toEqual([1, 1]);
  });

  test('[L9] that has ended tries nothing more', async () => {
    const { link } = await openLink();
    await clock.advance(SILENT_MS);
    link.close('enough');
    const before = medium.sent.length;
    await clock.advance(30_000);
    expect([medium.sent.length, clock.pendingTimers]).toEqual([before, 0]);
  });
});

describe('a link that works', () => {
  test('[R8] asks the other side when its medium offers another path, and believes the other side', async () => {
    const { opening } = await openLink('listener');
    opening.receive(offer(1));
    pong();
    await clock.advance(PROBE_MS);
    expect([medium.sent, connection.signalingState]).toEqual([[], 'stable']);
  });

  test('[R8] takes up the offer of its medium when the other side does not answer', async () => {
    const { opening, link } = await openLink('listener');
    opening.receive(offer(1));
    await clock.advance(PROBE_MS);
    expect(rounds(medium.sent, 'answer')).toEqual([1]);
    expect(link.isInterrupted).toBe(true);
  });

  test('makes sure of its path at a hint, and looks for another at once when nobody answers', async () => {
    const { opening, link } = await openLink('listener');
    opening.tryNow();
    await clock.advance(PROBE_MS);
    await settle();
    expect(link.isInterrupted).toBe(true);
    expect(rounds(medium.sent, 'offer')).toEqual([1]);
  });

  test('stays as it is at a hint when the other side answers', async () => {
    const { opening, link } = await openLink();
    opening.tryNow();
    pong();
    await clock.advance(PROBE_MS);
    expect([link.isInterrupted, medium.sent]).toEqual([false, []]);
  });

  test('[L8] offers over itself what the engine wants to negotiate', async () => {
    await openLink();
    connection.dispatchEvent(new Event('negotiationneeded'));
    await settle();
    expect([rounds(saidOnLink(), 'offer'), medium.sent]).toEqual([[1], []]);
  });

  test('[L8] answers over itself what is offered over it', async () => {
    await openLink();
    hearOnLink(offer(1));
    await settle();
    expect([rounds(saidOnLink(), 'answer'), medium.sent]).toEqual([[1], []]);
  });

  test('[L3] ends when the other side offers another certificate over it', async () => {
    const { reasons } = await openLink();
    hearOnLink(offer(1, SWAPPED));
    await settle();
    expect(reasons).toEqual([{ kind: 'refused', detail: 'the certificate changed' }]);
    expect(connection.remoteDescription.sdp).toBe(fakeDescription());
  });

  test('[L3] ends when the other side offers two certificates over it', async () => {
    const { reasons } = await openLink();
    hearOnLink(offer(1, fakeDescription() + SWAPPED));
    await settle();
    expect(reasons.map(({ kind }) => kind)).toEqual(['refused']);
  });

  test('ends when the other side offers more media than anybody has', async () => {
    const { reasons } = await openLink();
    const media = 'm=audio 9 UDP/TLS/RTP/SAVPF 0\r\n'.repeat(MAX_MEDIA_SECTIONS);
    hearOnLink(offer(1, fakeDescription() + media));
    await settle();
    expect(reasons.map(({ kind }) => kind)).toEqual(['refused']);
  });

  test('an engine that is asked before the link stands negotiates nothing', async () => {
    const ends = {
      localId: 'a' as TransportId,
      remoteId: 'b' as TransportId,
      role: 'dialer',
      medium,
    } as const;
    openWebrtcLink(connection.asConnection, ends, { clock });
    connection.dispatchEvent(new Event('negotiationneeded'));
    await settle();
    expect([saidOnLink(), connection.signalingState]).toEqual([[], 'stable']);
  });
});

describe('candidates', () => {
  test('leave by the medium; those of a later round also over the link when it is heard', async () => {
    await openLink();
    connection.discover('first');
    hearOnLink(offer(1));
    await settle();
    connection.discover('second');
    expect(medium.sent.map((message) => message.type === 'candidate' && message.candidate)).toEqual([
      'first',
      'second',
    ]);
    expect(rounds(medium.sent, 'candidate')).toEqual([0, 1]);
    expect(rounds(saidOnLink(), 'candidate')).toEqual([1]);
  });

  test('come in by either way', async () => {
    const { opening } = await openLink();
    hearOnLink(offer(1));
    await settle();
    const candidate = { type: 'candidate', round: 1, mid: '0', lineIndex: 0 } as const;
    hearOnLink({ ...candidate, candidate: 'over the link' });
    opening.receive({ ...candidate, candidate: 'by the medium' });
    await settle();
    expect(connection.candidates).toEqual(['over the link', 'by the medium']);
  });
});

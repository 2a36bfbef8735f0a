// A man in the middle, complete: at the broker he answers both sides himself, terminates both connections in a browser
// of his own, and passes every frame on unchanged. Nothing is missing but the certificates' keys.

import type { Page } from '@playwright/test';
import {
  startTamperingBroker,
  type PassingMessage,
  type TamperingBroker,
} from '../../support/tampering-broker.ts';

export interface RelayAttack {
  readonly broker: TamperingBroker;
  /** Frames passed on so far, both ways, on all channels. */
  passedFrames(): Promise<number>;
  /** Whether a text stands in any frame that was passed on. */
  hasRead(text: string): Promise<boolean>;
}

interface Attacker {
  take(message: PassingMessage): Promise<void>;
  readonly frames: Uint8Array[];
}

/** `page` is the attacker's own, any blank one. */
export async function startRelayAttack(page: Page): Promise<RelayAttack> {
  let inject: TamperingBroker['inject'] = () => undefined;
  await page.exposeFunction('say', (message: PassingMessage) => inject(message));
  await page.evaluate(attack);
  const isNegotiation = ({ payload }: PassingMessage) =>
    payload?.sdp !== undefined || payload?.candidate !== undefined;
  const broker = await startTamperingBroker((message) => {
    // A peer's echo to itself is how it sees that the broker is there.
    if (!isNegotiation(message) || message.src === message.dst) return message;
    void page.evaluate(
      (taken) => (globalThis as unknown as { attacker: Attacker }).attacker.take(taken),
      message,
    );
    return undefined;
  });
  inject = (message) => broker.inject(message);
  return {
    broker,
    passedFrames: () =>
      page.evaluate(() => (globalThis as unknown as { attacker: Attacker }).attacker.frames.length),
    hasRead: (text) =>
      page.evaluate((sought) => {
        const { frames } = (globalThis as unknown as { attacker: Attacker }).attacker;
        return frames.some((frame) => new TextDecoder().decode(frame).includes(sought));
      }, text),
  };
}

/** Runs in the attacker's page. One pair of connections a dial: `near` faces the dialer, `far` the dialled. */
function attack(): void {
  interface Side {
    readonly connection: RTCPeerConnection;
    readonly channels: Map<number, RTCDataChannel>;
    readonly waiting: RTCIceCandidateInit[];
    /** To whom. */
    readonly to: string;
  }
  const say = (globalThis as unknown as { say: (message: PassingMessage) => void }).say;
  const pairs = new Map<string, { readonly near: Side; readonly far: Side }>();
  const frames: Uint8Array[] = [];
  const settings: readonly RTCDataChannelInit[] = [
    { id: 100, ordered: true },
    { id: 101, ordered: false },
    { id: 102, ordered: false, maxRetransmits: 0 },
  ];

  /** An end of his own that faces `to` and pretends to be `as`. */
  function makeSide(connectionId: string, as: string, to: string): Side {
    const connection = new RTCPeerConnection();
    const channels = new Map(
      settings.map((each) => {
        const channel = connection.createDataChannel('kith', { ...each, negotiated: true });
        channel.binaryType = 'arraybuffer';
        return [each.id ?? 0, channel] as const;
      }),
    );
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (!candidate) return;
      const payload = { connectionId, type: 'data', candidate: candidate.toJSON() };
      say({ type: 'CANDIDATE', src: as, dst: to, payload });
    });
    return { connection, channels, waiting: [], to };
  }

  function bridge(from: Side, to: Side): void {
    for (const [id, channel] of from.channels) {
      const other = to.channels.get(id);
      channel.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
        frames.push(new Uint8Array(data));
        if (other?.readyState === 'open') other.send(data);
        else other?.addEventListener('open', () => other.send(data));
      });
      channel.addEventListener('close', () => other?.close());
    }
  }

  async function setRemote(side: Side, description: RTCSessionDescriptionInit): Promise<void> {
    await side.connection.setRemoteDescription(description);
    for (const candidate of side.waiting.splice(0)) await side.connection.addIceCandidate(candidate);
  }

  async function take({ src, dst, payload }: PassingMessage): Promise<void> {
    if (!payload) return;
    const { connectionId = '', sdp, candidate } = payload;
    if (sdp?.type === 'offer') return takeOffer({ src, dst, payload }, sdp);
    const pair = pairs.get(connectionId);
    const side = src === pair?.near.to ? pair.near : pair?.far;
    if (!side) return;
    if (sdp) await setRemote(side, sdp);
    else if (candidate && side.connection.remoteDescription) await side.connection.addIceCandidate(candidate);
    else if (candidate) side.waiting.push(candidate);
  }

  async function takeOffer(
    { src, dst, payload }: Required<Omit<PassingMessage, 'type'>>,
    offer: RTCSessionDescriptionInit,
  ): Promise<void> {
    const { connectionId = '' } = payload;
    const [near, far] = [makeSide(connectionId, dst, src), makeSide(connectionId, src, dst)];
    pairs.set(connectionId, { near, far });
    bridge(near, far);
    bridge(far, near);
    await setRemote(near, offer);
    await near.connection.setLocalDescription();
    // PeerJS wants a channel of its own in what it answers to.
    far.connection.createDataChannel('peerjs');
    await far.connection.setLocalDescription();
    const described = (description: RTCSessionDescription | null) =>
      ({ type: description?.type, sdp: description?.sdp }) as { type: 'offer' | 'answer'; sdp: string };
    const answer = described(near.connection.localDescription);
    say({ type: 'ANSWER', src: dst, dst: src, payload: { connectionId, type: 'data', sdp: answer } });
    say({
      type: 'OFFER',
      src,
      dst,
      payload: { ...payload, sdp: described(far.connection.localDescription) },
    });
  }

  Object.assign(globalThis, { attacker: { take, frames } });
}

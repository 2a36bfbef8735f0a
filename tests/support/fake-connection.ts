// A pretended RTCPeerConnection with its channels, for what no honest engine does and for states that take an engine
// half a minute to reach.

import { CHANNELS, type ChannelName } from '../../src/transport/transport.ts';

export const FAKE_FINGERPRINT = Array.from({ length: 32 }, () => 'AB').join(':');

export function fakeDescription(fingerprint = FAKE_FINGERPRINT): string {
  return `v=0\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=fingerprint:sha-256 ${fingerprint}\r\na=sctp-port:5000\r\n`;
}

export class FakeChannel extends EventTarget {
  readyState: RTCDataChannelState = 'connecting';
  bufferedAmount = 0;
  bufferedAmountLowThreshold = 0;
  binaryType = '';
  readonly sent: Uint8Array[] = [];

  send(data: Uint8Array): void {
    if (this.readyState !== 'open') throw new DOMException('not open', 'InvalidStateError');
    this.sent.push(data);
  }

  open(): void {
    this.readyState = 'open';
    this.dispatchEvent(new Event('open'));
  }

  receive(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  drop(): void {
    this.readyState = 'closed';
    this.dispatchEvent(new Event('close'));
  }
}

export class FakeConnection extends EventTarget {
  connectionState: RTCPeerConnectionState = 'new';
  iceConnectionState: RTCIceConnectionState = 'new';
  signalingState: RTCSignalingState = 'stable';
  iceGatheringState: RTCIceGatheringState = 'complete';
  localDescription = { sdp: fakeDescription() };
  remoteDescription = { sdp: fakeDescription() };
  sctp: { maxMessageSize: number } | null = null;
  isClosed = false;
  /** How often another path was asked for. */
  restarts = 0;
  /** What was added, as text. */
  readonly candidates: string[] = [];
  readonly channels = new Map<string, FakeChannel>();
  readonly settings = new Map<string, RTCDataChannelInit>();

  createDataChannel(label: string, settings: RTCDataChannelInit): FakeChannel {
    const channel = new FakeChannel();
    this.channels.set(label.replace('kith-', ''), channel);
    this.settings.set(label, settings);
    return channel;
  }

  channel(name: ChannelName): FakeChannel {
    return this.channels.get(name)!;
  }

  connect(): void {
    this.become('connected');
    for (const name of CHANNELS) this.channel(name).open();
  }

  become(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.dispatchEvent(new Event('connectionstatechange'));
  }

  close(): void {
    this.isClosed = true;
  }

  restartIce(): void {
    this.restarts += 1;
  }

  createOffer() {
    return Promise.resolve({ type: 'offer' as const, sdp: fakeDescription() });
  }

  createAnswer() {
    return Promise.resolve({ type: 'answer' as const, sdp: fakeDescription() });
  }

  setLocalDescription({ type, sdp = fakeDescription() }: RTCLocalSessionDescriptionInit = {}): Promise<void> {
    this.localDescription = { sdp };
    // As an engine chooses by its state.
    type ??= this.signalingState === 'have-remote-offer' ? 'answer' : 'offer';
    this.#settle(type === 'offer' ? 'have-local-offer' : 'stable');
    return Promise.resolve();
  }

  setRemoteDescription({ type, sdp = '' }: RTCSessionDescriptionInit): Promise<void> {
    // A rollback leaves what was agreed.
    if (type !== 'rollback') this.remoteDescription = { sdp };
    this.#settle(type === 'offer' ? 'have-remote-offer' : 'stable');
    return Promise.resolve();
  }

  addIceCandidate(candidate?: RTCIceCandidateInit | null): Promise<void> {
    this.candidates.push(candidate?.candidate ?? '');
    return Promise.resolve();
  }

  /** The engine found a way in. */
  discover(candidate: string): void {
    const event = Object.assign(new Event('icecandidate'), {
      candidate: { candidate, sdpMid: '0', sdpMLineIndex: 0 },
    });
    this.dispatchEvent(event);
  }

  #settle(state: RTCSignalingState): void {
    this.signalingState = state;
    this.dispatchEvent(new Event('signalingstatechange'));
  }

  getStats(): Promise<ReadonlyMap<string, object>> {
    return Promise.resolve(new Map());
  }

  /** As the code under test sees it. */
  get asConnection(): RTCPeerConnection {
    return this as unknown as RTCPeerConnection;
  }
}

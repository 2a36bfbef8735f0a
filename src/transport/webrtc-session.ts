// The running part of a WebRTC link: three channels, their queues, the heartbeat, one end. It hands frames and reasons
// up; what a Link is to the layers above is in webrtc-link.ts.

import type { Clock } from '../primitives/clock.ts';
import { createEmitter, type Emitter, type Unsubscribe } from '../primitives/events.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import { listenToChannels, type ChannelEvents } from './channel-listener.ts';
import { createChannelSet, isEveryChannelOpen, type ChannelSet } from './channel-set.ts';
import { createBulkPaths, frameOf, type BulkPaths } from './bulk-paths.ts';
import { createClosing, type Closing } from './closing.ts';
import { encodeControlData, encodeControlFrame, type ControlFrame } from './envelope.ts';
import { OTHER_CERTIFICATE } from './fingerprints.ts';
import { createFrameInbox, type FrameInbox } from './frame-inbox.ts';
import { hangUp } from './hang-up.ts';
import { encodeNegotiation, type NegotiationMessage } from './negotiation-message.ts';
import { createSendQueue, type SendQueue } from './send-queue.ts';
import { encodeSibling } from './sibling-message.ts';
import type { Siblings, SiblingsOptions } from './siblings.ts';
import { createSessionHeartbeat, type SessionHeartbeat } from './session-heartbeat.ts';
import { createStanding, type Standing } from './standing.ts';
import {
  CHANNELS,
  MAX_FRAME_BYTES,
  MAX_QUEUED_BYTES,
  type ChannelName,
  type CloseReason,
  type Frame,
  type SendError,
} from './transport.ts';

/** The type byte on control; see envelope.ts. */
const ENVELOPE_BYTES = 1;

export interface SessionContext {
  readonly clock: Clock;
  /** Whether our page is in the background; default: never. */
  readonly isHidden?: (() => boolean) | undefined;
  /**
   * A person carries the descriptions: before the first path is there, engines may give it up and find it all the same
   * (seen in Chromium: `failed`, and connected 3 s later). How long is waited is for others to say.
   */
  readonly isPatient?: boolean | undefined;
}

export interface WebrtcSession {
  readonly connection: RTCPeerConnection;
  readonly closing: Closing;
  readonly inbox: FrameInbox;
  readonly heartbeat: SessionHeartbeat;
  /** Once, when all three channels are open. */
  onOpen(action: () => void): void;
  /** What the other side wants to negotiate; not heard before somebody listens. */
  onNegotiation(listener: (message: NegotiationMessage) => void): void;
  sayNegotiation(message: NegotiationMessage): void;
  /** More connections for bulk, from now on. */
  useSiblings(create: (ports: SiblingPorts) => Siblings): void;
  /** `bulk` has room again. */
  onDrained(listener: () => void): Unsubscribe;
  bufferedBytes(channel: ChannelName): number;
  send(channel: ChannelName, data: Uint8Array): Result<void, SendError>;
  readonly standing: Standing;
  /** Ends the session; only the first reason counts. */
  end(reason: CloseReason): void;
}

/** What siblings need of the session that they belong to. */
export type SiblingPorts = Pick<SiblingsOptions, 'paths' | 'pathMs' | 'say'>;

type Queues = Readonly<Record<ChannelName, SendQueue>>;

/** Creates the channels at once: call before the offer or the answer is made. */
export function createWebrtcSession(connection: RTCPeerConnection, context: SessionContext): WebrtcSession {
  const channels = createChannelSet(connection);
  const closing = createClosing();
  const inbox = createFrameInbox();
  const standing = createStanding(closing);
  const end = (reason: CloseReason) => void closing.close(reason);
  const drained = createEmitter<void>();
  const queues = createQueues(channels, {
    onBroken: (name) => end({ kind: 'lost', detail: `${name} cannot send` }),
    onDrained: () => drained.emit(),
  });
  const onLife = () => heartbeat.heard();
  const bulk = createBulkSide(queues.bulk, { drained, take, end, onLife, clock: context.clock });
  const say = (frame: ControlFrame) => void queues.control.push(encodeControlFrame(frame));
  const sayUntilEnd = (frame: ControlFrame) => (closing.reason ? undefined : say(frame));
  const heartbeat = createSessionHeartbeat({
    ...observe(connection, { queues, bulk: bulk.paths }, context),
    say,
    onLost: () => end({ kind: 'lost', detail: 'silent' }),
  });
  let onNegotiation: (message: NegotiationMessage) => void = () => undefined;
  function take(frame: Frame): void {
    if (frame.channel === 'bulk') bulk.siblings?.onBulk();
    if (!closing.reason && !inbox.push(frame))
      end({ kind: 'refused', detail: 'too much came before anybody listened' });
  }
  closing.onClosed((reason) => {
    heartbeat.stop();
    bulk.siblings?.stop();
    inbox.clear();
    hangUp({ connection, control: channels.control, queues, clock: context.clock, standing }, reason);
  });
  listenToChannels(channels, {
    ...beatsOf(heartbeat),
    onData: take,
    // A stranger has us build one connection, not four.
    onSibling: (message) => (standing.isAdmitted ? bulk.siblings?.receive(message) : undefined),
    onNegotiation: (message) => onNegotiation(message),
    onGoodbye: (detail) => end({ kind: 'left', detail }),
    onMalformed: (detail) => end({ kind: 'refused', detail }),
    onClosed: () => end(reasonOfClosedChannel(connection)),
  });
  watchConnection(connection, context.isPatient ?? false, { onBroken: () => heartbeat.onPathBroken(), end });

  return {
    connection,
    closing,
    inbox,
    end,
    heartbeat,
    standing,
    onNegotiation: (listener) => void (onNegotiation = listener),
    sayNegotiation: (message) => sayUntilEnd({ type: 'negotiation', body: encodeNegotiation(message) }),
    useSiblings: (create) =>
      bulk.use(create, { pathMs: () => heartbeat.clockOffset?.delayMs, say: sayUntilEnd }),
    onOpen: (action) => onEveryOpen(channels, action),
    onDrained: (listener) => drained.on(listener),
    bufferedBytes: (channel) => (channel === 'bulk' ? bulk.paths : queues[channel]).bufferedBytes,
    send: (channel, data) =>
      sendOn(channel === 'bulk' ? bulk : queues[channel], { connection, closing, channel, data }),
  };
}

function beatsOf(heartbeat: SessionHeartbeat): Pick<ChannelEvents, 'onLife' | 'onPing' | 'onPong'> {
  return {
    onLife: () => heartbeat.heard(),
    onPing: (beat) => heartbeat.onPing(beat),
    onPong: (pong) => heartbeat.onPong(pong),
  };
}

interface Outgoing {
  readonly connection: RTCPeerConnection;
  readonly closing: Closing;
  readonly channel: ChannelName;
  readonly data: Uint8Array;
}

function sendOn(
  queue: Pick<SendQueue, 'push'>,
  { connection, closing, channel, data }: Outgoing,
): Result<void, SendError> {
  if (closing.reason) return err({ code: 'closed' });
  if (data.length > largestFrameBytes(connection)) return err({ code: 'too-large' });
  const isQueued = queue.push(channel === 'control' ? encodeControlData(data) : data);
  return isQueued ? ok() : err({ code: closing.reason ? 'closed' : 'congested' });
}

interface SiblingEvents {
  readonly onLife: () => void;
  readonly take: (frame: Frame) => void;
  readonly end: (reason: CloseReason) => void;
}

function receiveOnSibling(message: unknown, { onLife, take, end }: SiblingEvents): void {
  onLife();
  const data = frameOf(message);
  if (data && data.length <= MAX_FRAME_BYTES) take({ channel: 'bulk', data });
  else end({ kind: 'refused', detail: 'no frame on a sibling' });
}

interface BulkSideEvents extends SiblingEvents {
  readonly clock: Clock;
  readonly drained: Pick<Emitter<void>, 'emit' | 'on'>;
}

interface BulkSide {
  readonly paths: BulkPaths;
  readonly siblings: Siblings | undefined;
  use(
    create: (ports: SiblingPorts) => Siblings,
    ports: { readonly pathMs: SiblingPorts['pathMs']; readonly say: (frame: ControlFrame) => void },
  ): void;
  push(data: Uint8Array): boolean;
}

/** Bulk's ways, and who makes more of them once the link stands. */
function createBulkSide(own: SendQueue, { drained, clock, ...events }: BulkSideEvents): BulkSide {
  const paths = createBulkPaths(own, {
    nowMs: () => clock.nowMs(),
    onDrained: () => drained.emit(),
    onMessage: (data) => receiveOnSibling(data, events),
  });
  drained.on(() => paths.refill());
  let siblings: Siblings | undefined;
  return {
    paths,
    get siblings() {
      return siblings;
    },
    use(create, { pathMs, say }) {
      siblings = create({
        paths,
        pathMs,
        say: (message) => say({ type: 'sibling', body: encodeSibling(message) }),
      });
    },
    push(data) {
      siblings?.onBulk();
      return paths.push(data);
    },
  };
}

interface QueuesEvents {
  readonly onBroken: (name: ChannelName) => void;
  readonly onDrained: () => void;
}

function createQueues(channels: ChannelSet, { onBroken, onDrained }: QueuesEvents): Queues {
  const create = (name: ChannelName) =>
    createSendQueue(channels[name], MAX_QUEUED_BYTES[name], {
      onBroken: () => onBroken(name),
      ...(name === 'bulk' ? { onDrained } : {}),
    });
  return { control: create('control'), bulk: create('bulk'), realtime: create('realtime') };
}

/** What a heartbeat asks about its surroundings. */
function observe(
  connection: RTCPeerConnection,
  { queues, bulk }: { readonly queues: Queues; readonly bulk: BulkPaths },
  { clock, isHidden }: SessionContext,
) {
  return {
    clock,
    isHidden: isHidden ?? (() => false),
    isPathUp: () => connection.connectionState === 'connected',
    isWaiting: () => bulk.bufferedBytes + queues.control.bufferedBytes > 0,
    hasProgressed: () =>
      [bulk, queues.control, queues.realtime].map((queue) => queue.hasProgressed()).some(Boolean),
  };
}

function onEveryOpen(channels: ChannelSet, action: () => void): void {
  for (const name of CHANNELS) {
    channels[name].addEventListener('open', () => {
      if (isEveryChannelOpen(channels)) action();
    });
  }
}

interface PathEvents {
  /** ICE has not heard the other side for a few seconds, and goes on looking. */
  readonly onBroken: () => void;
  readonly end: (reason: CloseReason) => void;
}

/** After `failed` Chromium leaves the channels open and ICE `disconnected`: only this state tells. */
function watchConnection(
  connection: RTCPeerConnection,
  isPatient: boolean,
  { onBroken, end }: PathEvents,
): void {
  let wasUp = false;
  connection.addEventListener('connectionstatechange', () => {
    const state = connection.connectionState;
    if (state === 'connected') wasUp = true;
    if (state === 'disconnected') onBroken();
    if (state === 'failed' && !wasUp && hasPath(connection))
      end({ kind: 'refused', detail: OTHER_CERTIFICATE });
    if (state === 'failed' && !wasUp && isPatient) return;
    if (state === 'failed' || state === 'closed') end({ kind: 'lost', detail: `the connection is ${state}` });
  });
}

/** A connection that fails with a path never got through DTLS: its certificate is not the described one. */
function hasPath({ iceConnectionState }: RTCPeerConnection): boolean {
  return iceConnectionState === 'connected' || iceConnectionState === 'completed';
}

/** A page that goes away closes its channels in order, with or without a goodbye; a broken path does not. */
function reasonOfClosedChannel(connection: RTCPeerConnection): CloseReason {
  const isPathUp = connection.connectionState === 'connected';
  return isPathUp
    ? { kind: 'left', detail: 'the other side closed' }
    : { kind: 'lost', detail: `the connection is ${connection.connectionState}` };
}

/** An engine that takes less than it should takes smaller frames; the sender above halves. */
function largestFrameBytes(connection: RTCPeerConnection): number {
  const stated = connection.sctp?.maxMessageSize ?? 0;
  return stated > 0 ? Math.min(MAX_FRAME_BYTES, stated - ENVELOPE_BYTES) : MAX_FRAME_BYTES;
}

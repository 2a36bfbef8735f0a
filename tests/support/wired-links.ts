// Two ends of a link in one process, with a wire between them that a test can tap: drop, change, add or swap frames.
// Frames arrive as microtasks in the order of sending; nothing depends on a clock.

import { copyBytes } from '../../src/primitives/bytes.ts';
import { createEmitter } from '../../src/primitives/events.ts';
import type { TransportId } from '../../src/primitives/ids.ts';
import { err, ok } from '../../src/primitives/result.ts';
import { createClosing } from '../../src/transport/closing.ts';
import { createFrameInbox } from '../../src/transport/frame-inbox.ts';
import {
  MAX_FRAME_BYTES,
  type ChannelName,
  type CloseReason,
  type Fingerprints,
  type Frame,
  type Link,
} from '../../src/transport/transport.ts';

/** What becomes of a frame on its way: the frames that arrive instead of it. */
export type Tap = (frame: Frame, from: Link['role']) => readonly Frame[];

export interface WiredLink extends Link {
  /** Lets a frame arrive here, whoever made it. */
  inject(channel: ChannelName, data: Uint8Array): void;
  /** Everything this end has sent, before the tap. */
  readonly sent: readonly Frame[];
  readonly closeReason: CloseReason | undefined;
  /** What `bufferedBytes` answers. */
  queuedBytes: number;
  /** Says that the path broke, or that it is back; frames pass all the same. */
  setInterrupted(isInterrupted: boolean): void;
}

interface End {
  readonly link: WiredLink;
  arrive(frame: Frame): void;
  leave(detail: string): void;
}

export interface WiredOptions {
  readonly tap?: Tap;
  readonly fingerprints?: { readonly dialer: Fingerprints; readonly listener: Fingerprints };
}

const [PRINT_A, PRINT_B] = [new Uint8Array(32).fill(0xa), new Uint8Array(32).fill(0xb)];
export const HONEST_FINGERPRINTS = {
  dialer: { local: PRINT_A, remote: PRINT_B },
  listener: { local: PRINT_B, remote: PRINT_A },
} as const;

export function createWiredLinks(options: WiredOptions = {}): {
  readonly dialer: WiredLink;
  readonly listener: WiredLink;
} {
  const { tap = (frame) => [frame], fingerprints = HONEST_FINGERPRINTS } = options;
  const dialer: End = createEnd('dialer', fingerprints.dialer, {
    carry: (frame) => tap(frame, 'dialer').map((each) => listener.arrive(each)),
    leave: (detail) => listener.leave(detail),
  });
  const listener: End = createEnd('listener', fingerprints.listener, {
    carry: (frame) => tap(frame, 'listener').map((each) => dialer.arrive(each)),
    leave: (detail) => dialer.leave(detail),
  });
  return { dialer: dialer.link, listener: listener.link };
}

interface Wire {
  carry(frame: Frame): void;
  leave(detail: string): void;
}

function createEnd(role: Link['role'], fingerprints: Fingerprints, wire: Wire): End {
  const inbox = createFrameInbox();
  const closing = createClosing();
  const sent: Frame[] = [];
  const interruptions = createEmitter<boolean>();
  let isInterrupted = false;
  const arrive = (frame: Frame) =>
    queueMicrotask(() => {
      if (!closing.reason && !inbox.push(frame)) link.close('too much arrived before anybody listened');
    });
  const link: WiredLink = {
    localId: `kith-${role}` as TransportId,
    remoteId: (role === 'dialer' ? 'kith-listener' : 'kith-dialer') as TransportId,
    role,
    fingerprints,
    sent,
    queuedBytes: 0,
    get closeReason() {
      return closing.reason;
    },
    get isOpen() {
      return closing.reason === undefined;
    },
    get isInterrupted() {
      return isInterrupted;
    },
    onInterrupted: (listener) => interruptions.on(listener),
    setInterrupted(next) {
      if (isInterrupted === next) return;
      isInterrupted = next;
      interruptions.emit(next);
    },
    onDrained: () => () => undefined,
    bufferedBytes: () => link.queuedBytes,
    send(channel, data) {
      if (closing.reason) return err({ code: 'closed' });
      if (data.length > MAX_FRAME_BYTES) return err({ code: 'too-large' });
      const frame = { channel, data: copyBytes(data) };
      sent.push(frame);
      wire.carry(frame);
      return ok();
    },
    inject: (channel, data) => arrive({ channel, data: copyBytes(data) }),
    onFrame: (listener) => inbox.onFrame(listener),
    onClosed: (listener) => closing.onClosed(listener),
    admit: () => undefined,
    close(detail) {
      if (closing.close({ kind: 'local', detail })) queueMicrotask(() => wire.leave(detail));
    },
    route: () => Promise.resolve({ kind: 'direct', rttMs: 0, candidates: undefined, clock: undefined }),
  };
  return { link, arrive, leave: (detail) => void closing.close({ kind: 'left', detail }) };
}

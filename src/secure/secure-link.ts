// The port of this layer: a link whose other end has proven who it is and whose frames are sealed.
// How that is reached is in handshake.ts (state machine) and cipher.ts (sealing).

import type { Bytes } from '../primitives/bytes.ts';
import type { Unsubscribe } from '../primitives/events.ts';
import type { IdentityId, PeerId } from '../primitives/ids.ts';
import type { Result } from '../primitives/result.ts';
import type { ChannelName, CloseReason, LinkRoute, SendError } from '../transport/transport.ts';

/** Who is at the other end, proven. */
export interface ProvenPeer {
  readonly peerId: PeerId;
  readonly identityId: IdentityId;
  /** Raw signing key, 65 bytes. */
  readonly identityKey: Bytes;
  /** Raw agreement key certified by the signing key, 65 bytes. */
  readonly agreementKey: Bytes;
  readonly capabilities: readonly string[];
}

/** Largest payload of one message: 64 KiB, and what says whose they are and where they belong (PROTOCOL [L4]). */
export const MAX_PAYLOAD_BYTES = 64 * 1024 + 256;

export interface SecureLink {
  readonly remote: ProvenPeer;
  readonly role: 'dialer' | 'listener';
  /** Which of the offered contexts the two met in (an index into the options' list). */
  readonly contextIndex: number;
  readonly isOpen: boolean;
  /** As of the link below: silent for 4 to 5 s or with a broken path, and not given up yet. */
  readonly isInterrupted: boolean;
  onInterrupted(listener: (isInterrupted: boolean) => void): Unsubscribe;
  /** As of the link below: another path is looked for. */
  readonly isDoubted?: boolean;
  onDoubted?(listener: (isDoubted: boolean) => void): Unsubscribe;
  /** As of the link below: `bulk` has room again. */
  onDrained(listener: () => void): Unsubscribe;
  bufferedBytes(channel: ChannelName): number;
  /** Seals and queues one payload of at most 64 KiB. */
  send(channel: ChannelName, payload: Uint8Array): Result<void, SendError>;
  /** One listener at a time; payloads that came earlier are delivered first. In order on `control`. */
  onMessage(
    listener: (message: { readonly channel: ChannelName; readonly payload: Bytes }) => void,
  ): Unsubscribe;
  onClosed(listener: (reason: CloseReason) => void): Unsubscribe;
  /** As of the link below: the peer is taken in. */
  admit(): void;
  close(detail: string): void;
  route(): Promise<LinkRoute>;
}

export type HandshakeErrorCode =
  | 'timeout'
  | 'closed'
  | 'malformed'
  | 'version'
  | 'unknown-context'
  | 'wrong-keys'
  | 'bad-signature'
  | 'reflection'
  | 'out-of-order'
  | 'fingerprints'
  | 'aborted';

/** Why no proof came about; `detail` is for diagnostics, the sentence for people is the view's. */
export type HandshakeError = { readonly code: HandshakeErrorCode; readonly detail: string };

/** Something two peers can meet in: a room, a contact, a rendezvous, an invitation (PROTOCOL [H1]). */
export interface HandshakeContext {
  /** 16 bytes. */
  readonly namespace: Uint8Array;
  /** 32 bytes, or undefined for a stranger. */
  readonly psk?: Uint8Array;
  /** 32 bytes of the room's epoch, or undefined when there is none. */
  readonly epochSecret?: Uint8Array;
  /** Said in the proof besides those of this version, when the two meet in this context. */
  readonly capabilities?: readonly string[];
}

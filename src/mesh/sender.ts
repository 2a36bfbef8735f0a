// Who said something, and how others pass it on: what links, relays and gossip have in common.

import type { Bytes } from '../primitives/bytes.ts';
import type { IdentityId, PeerId } from '../primitives/ids.ts';

/** Proven by its link, or by the seal or the signature that the message came under. */
export interface Sender {
  readonly peerId: PeerId;
  readonly identityId: IdentityId;
  /** Raw signing key, 65 bytes. */
  readonly identityKey: Bytes;
}

/** A way to a peer through others. It may lose and reorder; what is sent by it is repeated until it is acknowledged. */
export interface Relay {
  /** The peers on the way, nearest first, as far as they are known. */
  readonly via: readonly PeerId[];
  /** False when it cannot be taken now. */
  send(frame: Bytes): boolean;
}

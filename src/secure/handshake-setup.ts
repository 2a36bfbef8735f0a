// What one side brings into a handshake, and the two sides as a pair of values. Shared by the parts of the handshake.

import type { CryptoPort } from '../primitives/crypto.ts';
import type { Fingerprints } from '../transport/transport.ts';
import type { LocalPeer } from './identity.ts';
import type { HandshakeContext } from './secure-link.ts';

export type Role = 'dialer' | 'listener';

/** A value of each side. */
export type BySide<T> = Readonly<Record<Role, T>>;

export interface HandshakeSetup {
  readonly role: Role;
  readonly peer: LocalPeer;
  /** Where the two may meet. A dialer asks for the first; a listener answers to any. */
  readonly contexts: readonly HandshakeContext[];
  /** At most 32 words of at most 32 letters. */
  readonly capabilities: readonly string[];
  readonly fingerprints: Fingerprints;
  readonly crypto: CryptoPort;
}

export function otherRole(role: Role): Role {
  return role === 'dialer' ? 'listener' : 'dialer';
}

/** Orders a value of our own and one of the other side by role. */
export function bySide<T>(role: Role, own: T, other: T): BySide<T> {
  return role === 'dialer' ? { dialer: own, listener: other } : { dialer: other, listener: own };
}

// What keeping rooms needs of the app, and what it says of the room its person is in.

import type { Signal } from '@preact/signals-core';
import type { Clock } from '../../primitives/clock.ts';
import type { CryptoPort } from '../../primitives/crypto.ts';
import type { KeyValueStore } from '../../primitives/key-value-store.ts';
import type { RandomSource } from '../../primitives/random.ts';
import type { LocalIdentity } from '../../secure/identity.ts';
import type { KeptWriteError } from '../../sync/kept-log.ts';
import type { KeptTag } from '../../sync/kept-names.ts';
import type { KeptRoom } from '../../sync/kept-rooms.ts';
import type { Session } from '../session.ts';

/** How the room its person is in is kept. */
export type KeptHere =
  /** Not at all. */
  | { readonly kind: 'memory' }
  /** It is, under a passphrase nobody has typed yet. */
  | { readonly kind: 'locked' }
  | { readonly kind: 'opening' }
  | {
      readonly kind: 'kept';
      readonly isUnderPassphrase: boolean;
      /** How the last write went. */
      readonly health: 'saved' | 'saving' | KeptWriteError;
      /** Records of before that could not be read. */
      readonly lost: number;
      readonly storedBytes: number;
    }
  /** Another tab of this browser is in the room and keeps it. */
  | { readonly kind: 'elsewhere' }
  /** What is kept cannot be read; it is left as it is. */
  | { readonly kind: 'unreadable'; readonly reason: 'damaged' | KeptWriteError };

export type HoldLock = (name: string, signal: AbortSignal, onWait: () => void) => Promise<boolean>;

export interface KeeperWorld {
  readonly store: KeyValueStore;
  readonly crypto: CryptoPort;
  readonly random: RandomSource;
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  readonly wallTimeMs: () => number;
  readonly session: Pick<Session, 'state'>;
  readonly identity: LocalIdentity;
  /** One tab at a time writes a room: resolves once this one may, false when `signal` aborted before. Default: the browser's own. */
  readonly holdLock?: HoldLock | undefined;
  /** Removes the files that are kept in folders, but in those named. */
  readonly forgetFiles?: ((except: readonly string[]) => Promise<void>) | undefined;
  readonly rooms: Signal<readonly KeptRoom[]>;
  readonly here: Signal<KeptHere>;
  /** What the list calls the room its person is in; undefined for one that was never kept. */
  readonly tagHere: Signal<KeptTag | undefined>;
}

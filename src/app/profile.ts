// Who this person is on this device: loading the identity at the start, unlocking, shuffling, changing how it is kept.
// Knows nothing of rooms.

import { computed, signal, type ReadonlySignal } from '@preact/signals-core';
import type { AeadKey, CryptoPort } from '../primitives/crypto.ts';
import type { Mark } from '../primitives/mark.ts';
import type { RandomSource } from '../primitives/random.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import { forgetEverybody } from '../room/people-names.ts';
import {
  createIdentityStore,
  type IdentityMode as Keeping,
  type IdentityStore,
  type IdentityStoreError,
} from '../secure/identity-store.ts';
import type { Wrapping } from '../secure/identity-record.ts';
import { openSession, type LocalPeer } from '../secure/identity.ts';
import type { KeyValueStore } from '../primitives/key-value-store.ts';
import { forgetEveryRoom } from './keeping/forget-every-room.ts';
import type { IdentityMode, SettingsStore } from './settings.ts';

export type ProfileState =
  | { readonly kind: 'loading' }
  /** Kept under a passphrase that has not been typed yet. */
  | { readonly kind: 'locked' }
  | { readonly kind: 'ready'; readonly peer: LocalPeer; readonly mode: IdentityMode };

/** `locked`: what is kept must be unlocked before it can be kept in another way. */
export type ProfileError = IdentityStoreError['code'] | 'no-device-key' | 'locked';

export interface Profile {
  readonly state: ReadonlySignal<ProfileState>;
  /** The person's mark, as soon as it is known. */
  readonly mark: ReadonlySignal<Mark | undefined>;
  /** Loads what is kept, or makes an identity as the settings say; a device that cannot keep one gets a ghost. */
  load(): Promise<void>;
  unlock(passphrase: string): Promise<Result<void, ProfileError>>;
  /** New keys, and so a new mark; the old identity is gone. */
  shuffle(): Promise<Result<void, ProfileError>>;
  /**
   * Keeps the identity in another way from now on; after a failure nothing has changed. What was a ghost becomes a new
   * identity: its secrets were never written down. What becomes a ghost lasts until the page closes.
   */
  keep(mode: IdentityMode, passphrase?: string): Promise<Result<void, ProfileError>>;
  /** Goes on without what is kept, for this session only. */
  goOnAsGhost(): Promise<void>;
  /** Forgets the kept identity and makes a fresh one of the default kind. */
  reset(): Promise<void>;
}

export interface ProfileWorld {
  readonly store: KeyValueStore;
  readonly crypto: CryptoPort;
  readonly random: RandomSource;
  readonly settings: SettingsStore;
  /** The key of this device that wraps the identity; undefined where storage is shared or forbidden. */
  readonly deviceKey: () => Promise<AeadKey | undefined>;
  /** Removes the files of kept rooms, but in these folders. */
  readonly forgetFiles?: ((except: readonly string[]) => Promise<void>) | undefined;
}

export function createProfile(world: ProfileWorld): Profile {
  const { crypto, random, settings } = world;
  const identities = createIdentityStore(world);
  const state = signal<ProfileState>({ kind: 'loading' });
  let keeping: Keeping = { kind: 'ghost' };

  async function open(
    next: Keeping,
    how: 'loadOrCreate' | 'shuffle' = 'loadOrCreate',
  ): Promise<Result<void, ProfileError>> {
    const identity = await identities[how](next);
    if (!identity.ok) return err(identity.error.code);
    keeping = next;
    const peer = await openSession(identity.value, random, crypto);
    state.value = { kind: 'ready', peer, mode: next.kind };
    return ok();
  }

  /** The same identity, kept in another way. */
  async function move(from: Wrapping, to: Keeping): Promise<Result<void, ProfileError>> {
    const moved = to.kind === 'ghost' ? await forget(world, identities) : await identities.rewrap(from, to);
    if (!moved.ok) return err(moved.error.code);
    keeping = to;
    if (state.value.kind === 'ready') state.value = { ...state.value, mode: to.kind };
    return ok();
  }

  return {
    state,
    mark: computed(() => (state.value.kind === 'ready' ? state.value.peer.identity.mark : undefined)),
    async load() {
      const kept = await identities.inspect();
      if (kept.ok && kept.value === 'passphrase') {
        state.value = { kind: 'locked' };
        return;
      }
      const { identityMode } = settings.current.value;
      const wanted = await keepingOf(world, identityMode === 'passphrase' ? 'ghost' : identityMode);
      const opened = wanted.ok ? await open(wanted.value) : wanted;
      if (!opened.ok) await open({ kind: 'ghost' });
    },
    unlock: (passphrase) => open({ kind: 'passphrase', passphrase }),
    shuffle: () => open(keeping, 'shuffle'),
    async keep(mode, passphrase) {
      if (state.value.kind !== 'ready') return err('locked');
      const next = await keepingOf(world, mode, passphrase);
      if (!next.ok) return next;
      const kept =
        keeping.kind === 'ghost' ? await open(next.value, 'shuffle') : await move(keeping, next.value);
      if (kept.ok) await settings.change({ identityMode: mode });
      return kept;
    },
    async goOnAsGhost() {
      await open({ kind: 'ghost' });
    },
    async reset() {
      await forget(world, identities);
      await settings.reset();
      await this.load();
    },
  };
}

/** What is sealed under an identity goes with it: nothing could open it any more. */
async function forget(
  { store, forgetFiles }: Pick<ProfileWorld, 'store' | 'forgetFiles'>,
  identities: IdentityStore,
): Promise<Result<void, IdentityStoreError>> {
  await forgetEveryRoom(store).catch(() => undefined);
  await forgetFiles?.([]);
  await forgetEverybody(store).catch(() => undefined);
  return identities.forget();
}

async function keepingOf(
  { deviceKey }: ProfileWorld,
  mode: IdentityMode,
  passphrase = '',
): Promise<Result<Keeping, ProfileError>> {
  if (mode === 'ghost') return ok({ kind: 'ghost' });
  if (mode === 'passphrase') return ok({ kind: 'passphrase', passphrase });
  const key = await deviceKey();
  return key ? ok({ kind: 'device', key }) : err('no-device-key');
}

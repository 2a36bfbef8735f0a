// Who this person is on this device: loading the identity at the start, unlocking, shuffling, changing how it is kept.
// Knows nothing of rooms.

import { computed, signal, type ReadonlySignal } from '@preact/signals-core';
import type { AeadKey, CryptoPort } from '../primitives/crypto.ts';
import type { Mark } from '../primitives/mark.ts';
import type { RandomSource } from '../primitives/random.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import {
  createIdentityStore,
  type IdentityMode as Keeping,
  type IdentityStoreError,
} from '../secure/identity-store.ts';
import { openSession, type LocalIdentity, type LocalPeer } from '../secure/identity.ts';
import type { KeyValueStore } from '../primitives/key-value-store.ts';
import type { IdentityMode, SettingsStore } from './settings.ts';

export type ProfileState =
  | { readonly kind: 'loading' }
  /** Kept under a passphrase that has not been typed yet. */
  | { readonly kind: 'locked' }
  | { readonly kind: 'ready'; readonly peer: LocalPeer; readonly mode: IdentityMode };

export type ProfileError = IdentityStoreError['code'] | 'no-device-key';

export interface Profile {
  readonly state: ReadonlySignal<ProfileState>;
  /** The person's mark, as soon as it is known. */
  readonly mark: ReadonlySignal<Mark | undefined>;
  /** Loads what is kept, or makes an identity as the settings say; a device that cannot keep one gets a ghost. */
  load(): Promise<void>;
  unlock(passphrase: string): Promise<Result<void, ProfileError>>;
  /** New keys, and so a new mark; the old identity is gone. */
  shuffle(): Promise<Result<void, ProfileError>>;
  /** Keeps an identity in another way from now on: a new one, unless one of that kind is kept already. */
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
}

export function createProfile(world: ProfileWorld): Profile {
  const { crypto, random, settings } = world;
  const identities = createIdentityStore(world);
  const state = signal<ProfileState>({ kind: 'loading' });
  let keeping: Keeping = { kind: 'ghost' };

  async function take(identity: LocalIdentity, kept: Keeping): Promise<void> {
    keeping = kept;
    const peer = await openSession(identity, random, crypto);
    state.value = { kind: 'ready', peer, mode: kept.kind };
  }

  async function keepingOf(mode: IdentityMode, passphrase = ''): Promise<Result<Keeping, ProfileError>> {
    if (mode === 'ghost') return ok({ kind: 'ghost' });
    if (mode === 'passphrase') return ok({ kind: 'passphrase', passphrase });
    const key = await world.deviceKey();
    return key ? ok({ kind: 'device', key }) : err('no-device-key');
  }

  async function open(
    next: Keeping,
    how: 'loadOrCreate' | 'shuffle' = 'loadOrCreate',
  ): Promise<Result<void, ProfileError>> {
    const identity = await identities[how](next);
    if (!identity.ok) return err(identity.error.code);
    await take(identity.value, next);
    return ok();
  }

  async function openAsGhost(): Promise<void> {
    await open({ kind: 'ghost' });
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
      const wanted = await keepingOf(identityMode === 'passphrase' ? 'ghost' : identityMode);
      const opened = wanted.ok ? await open(wanted.value) : wanted;
      if (!opened.ok) await openAsGhost();
    },
    unlock: (passphrase) => open({ kind: 'passphrase', passphrase }),
    shuffle: () => open(keeping, 'shuffle'),
    async keep(mode, passphrase) {
      const next = await keepingOf(mode, passphrase);
      if (!next.ok) return next;
      if (next.value.kind !== keeping.kind) await identities.forget();
      const opened = await open(next.value);
      if (opened.ok) await settings.change({ identityMode: mode });
      return opened;
    },
    goOnAsGhost: openAsGhost,
    async reset() {
      await identities.forget();
      await settings.reset();
      await this.load();
    },
  };
}

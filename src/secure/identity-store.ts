// Where a person's keys come from at launch: made anew and kept nowhere (ghost), or loaded from the device's storage.
// Never overwrites what it could not read: a forgotten passphrase must not cost the identity.

import type { Bytes } from '../primitives/bytes.ts';
import type { AeadKey } from '../primitives/crypto.ts';
import type { KeyValueStore } from '../primitives/key-value-store.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import {
  createGhostIdentity,
  generateIdentitySecrets,
  openIdentity,
  type IdentityDependencies,
  type LocalIdentity,
} from './identity.ts';
import {
  unwrapIdentity,
  wrapIdentity,
  wrappingOf,
  type IdentityRecordError,
  type Wrapping,
} from './identity-record.ts';

/** `ghost`: memory only, the storage is not even read. */
export type IdentityMode =
  | { readonly kind: 'ghost' }
  | { readonly kind: 'device'; readonly key: AeadKey }
  | { readonly kind: 'passphrase'; readonly passphrase: string };

export type IdentityStoreError =
  | IdentityRecordError
  /** The device's storage refused to read or write. */
  | { readonly code: 'storage'; readonly detail: string }
  | { readonly code: 'empty-passphrase' | 'nothing-kept'; readonly detail: string };

export interface IdentityStore {
  /** What is kept on this device; `none` when nothing is. */
  inspect(): Promise<Result<'none' | 'device' | 'passphrase', IdentityStoreError>>;
  /** The kept identity, or a new one that is kept from now on in the manner of `mode`. */
  loadOrCreate(mode: IdentityMode): Promise<Result<LocalIdentity, IdentityStoreError>>;
  /**
   * A new identity in place of the kept one, which is gone afterwards (in ghost mode the kept one stays). What no peer is
   * ever shown, the key for what is kept on the device, stays the same: kept rooms still open.
   */
  shuffle(mode: IdentityMode): Promise<Result<LocalIdentity, IdentityStoreError>>;
  /** Keeps the same identity in another way; after a failure it is kept as it was. */
  rewrap(from: Wrapping, to: Wrapping): Promise<Result<void, IdentityStoreError>>;
  /** Forgets the kept identity. */
  forget(): Promise<Result<void, IdentityStoreError>>;
}

export const IDENTITY_STORAGE_KEY = 'identity';

export function createIdentityStore(
  options: IdentityDependencies & { readonly store: KeyValueStore },
): IdentityStore {
  const { store, crypto } = options;
  const read = () => guarded(() => store.get(IDENTITY_STORAGE_KEY));

  async function load(stored: Bytes, wrapping: Wrapping): Promise<Result<LocalIdentity, IdentityStoreError>> {
    const secrets = await unwrapIdentity(stored, wrapping, crypto);
    if (!secrets.ok) return secrets;
    const identity = await openIdentity(secrets.value, crypto);
    return identity.ok ? identity : err({ code: 'damaged', detail: identity.error });
  }

  async function create(
    wrapping: Wrapping,
    storageKey?: Bytes,
  ): Promise<Result<LocalIdentity, IdentityStoreError>> {
    const fresh = await generateIdentitySecrets(options);
    const secrets = storageKey ? { ...fresh, storageKey } : fresh;
    const identity = await openIdentity(secrets, crypto);
    if (!identity.ok) return err({ code: 'damaged', detail: identity.error });
    const wrapped = await wrapIdentity(secrets, wrapping, options);
    const written = await guarded(() => store.put(IDENTITY_STORAGE_KEY, wrapped));
    return written.ok ? identity : written;
  }

  return {
    async inspect() {
      const stored = await read();
      if (!stored.ok) return stored;
      return stored.value ? wrappingOf(stored.value, crypto) : ok('none');
    },
    async loadOrCreate(mode) {
      if (mode.kind === 'ghost') return ok(await createGhostIdentity(options));
      if (isEmptyPassphrase(mode)) return EMPTY_PASSPHRASE;
      const stored = await read();
      if (!stored.ok) return stored;
      return stored.value ? load(stored.value, mode) : create(mode);
    },
    async shuffle(mode) {
      if (mode.kind === 'ghost') return ok(await createGhostIdentity(options));
      if (isEmptyPassphrase(mode)) return EMPTY_PASSPHRASE;
      const stored = await read();
      const old = stored.ok && stored.value ? await unwrapIdentity(stored.value, mode, crypto) : undefined;
      return create(mode, old?.ok ? old.value.storageKey : undefined);
    },
    async rewrap(from, to) {
      if (isEmptyPassphrase(to)) return EMPTY_PASSPHRASE;
      const stored = await read();
      if (!stored.ok) return stored;
      if (!stored.value) return err({ code: 'nothing-kept', detail: 'there is no identity to keep' });
      const secrets = await unwrapIdentity(stored.value, from, crypto);
      if (!secrets.ok) return secrets;
      const wrapped = await wrapIdentity(secrets.value, to, options);
      // One write under the same key: the storage keeps either the old record or the new one.
      return guarded(() => store.put(IDENTITY_STORAGE_KEY, wrapped));
    },
    forget: () => guarded(() => store.remove(IDENTITY_STORAGE_KEY)),
  };
}

const EMPTY_PASSPHRASE = err({
  code: 'empty-passphrase',
  detail: 'an empty passphrase protects nothing',
} as const);

function isEmptyPassphrase(mode: IdentityMode): boolean {
  return mode.kind === 'passphrase' && mode.passphrase === '';
}

async function guarded<T>(access: () => Promise<T>): Promise<Result<T, IdentityStoreError>> {
  try {
    return ok(await access());
  } catch (error) {
    return err({ code: 'storage', detail: error instanceof Error ? error.message : 'no access' });
  }
}

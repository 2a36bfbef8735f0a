// The key of this device that wraps what is stored at rest. It lives in IndexedDB as a handle: script can use it, but
// never read it.

import { err, ok, type Result } from '../primitives/result.ts';
import {
  asStorageError,
  browserDatabases,
  createDatabase,
  type DatabaseFactory,
  type StorageError,
} from './indexed-database.ts';

const STORE = 'keys';
const NAME = 'wrapping-key';

/** A non-extractable AES-256-GCM key of this device and origin, made on first use. */
export async function localWrappingKey(
  factory: DatabaseFactory = browserDatabases,
  subtle: SubtleCrypto = globalThis.crypto.subtle,
): Promise<Result<CryptoKey, StorageError>> {
  const database = createDatabase(STORE, factory);
  try {
    const fresh = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    const kept: unknown = await database.run('readwrite', (values) => {
      // One transaction looks and writes: of two tabs at first launch, both get the same key.
      const found: IDBRequest<unknown> = values.get(NAME);
      found.onsuccess = () => found.result instanceof CryptoKey || values.put(fresh, NAME);
      return found;
    });
    return ok(kept instanceof CryptoKey ? kept : fresh);
  } catch (error) {
    return err(asStorageError(error));
  } finally {
    database.close();
  }
}

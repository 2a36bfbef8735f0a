// One IndexedDB database with one object store, as promises. Opens on first use, and again after the browser closed it.

export type StorageErrorCode =
  /** The browser has no storage for this page: private window, blocked by its person, or none at all. */
  | 'blocked'
  /** The device or the page's share of it is full. */
  | 'full'
  /** Anything else; `cause` tells. */
  | 'failed';

export class StorageError extends Error {
  readonly code: StorageErrorCode;
  constructor(code: StorageErrorCode, cause?: unknown) {
    super(`storage: ${code}`, { cause });
    this.name = 'StorageError';
    this.code = code;
  }
}

/** Gives the browser's databases; may throw, as reading `indexedDB` does where storage is blocked. */
export type DatabaseFactory = () => IDBFactory | undefined;

export const browserDatabases: DatabaseFactory = () => globalThis.indexedDB;

export interface Database {
  /**
   * Runs one request in a transaction of its own; resolves with its result once the transaction is on disk, rejects
   * with a {@link StorageError}.
   */
  run<T>(mode: IDBTransactionMode, request: (values: IDBObjectStore) => IDBRequest<T>): Promise<T>;
  close(): void;
}

/** An open has been seen to never be answered (Safari, and a profile on a dead disk). */
const OPEN_TIMEOUT_MS = 5_000;
const OBJECT_STORE = 'values';
const SCHEMA_VERSION = 1;

export function createDatabase(name: string, factory: DatabaseFactory): Database {
  let connection: Promise<IDBDatabase> | undefined;

  function forget(): void {
    connection = undefined;
  }

  async function connect(): Promise<IDBDatabase> {
    connection ??= open(`kith-${name}`, factory, forget);
    return connection.catch((error: unknown) => {
      forget();
      throw error;
    });
  }

  return {
    async run(mode, request) {
      try {
        return await transact(await connect(), mode, request);
      } catch (error) {
        throw asStorageError(error);
      }
    },
    close() {
      void connection?.then(
        (database) => database.close(),
        () => undefined,
      );
      forget();
    },
  };
}

function open(name: string, factory: DatabaseFactory, onGone: () => void): Promise<IDBDatabase> {
  return new Promise<IDBDatabase>((resolve, reject) => {
    const opening = openingOf(name, factory);
    const timeout = AbortSignal.timeout(OPEN_TIMEOUT_MS);
    timeout.addEventListener('abort', () => reject(new StorageError('blocked', timeout.reason)));
    opening.onupgradeneeded = () => opening.result.createObjectStore(OBJECT_STORE);
    opening.onerror = () => reject(asOpeningError(opening.error));
    opening.onsuccess = () => {
      const database = opening.result;
      database.onclose = onGone;
      database.onversionchange = () => {
        database.close();
        onGone();
      };
      resolve(database);
    };
  });
}

function openingOf(name: string, factory: DatabaseFactory): IDBOpenDBRequest {
  try {
    const databases = factory();
    if (databases) return databases.open(name, SCHEMA_VERSION);
  } catch (error) {
    throw asOpeningError(error);
  }
  throw new StorageError('blocked');
}

function transact<T>(
  database: IDBDatabase,
  mode: IDBTransactionMode,
  request: (values: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    // Strict: an identity that was said to be kept survives a power cut.
    const transaction = database.transaction(OBJECT_STORE, mode, { durability: 'strict' });
    const asked = request(transaction.objectStore(OBJECT_STORE));
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onabort = () => reject(asStorageError(transaction.error));
  });
}

/** Any failure as a {@link StorageError}. */
export function asStorageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const name = error instanceof Error ? error.name : '';
  if (name === 'QuotaExceededError') return new StorageError('full', error);
  return new StorageError(name === 'SecurityError' ? 'blocked' : 'failed', error);
}

/** A database that cannot even be opened is storage withheld, unless the disk is full. */
function asOpeningError(error: unknown): StorageError {
  const { code } = asStorageError(error);
  return new StorageError(code === 'full' ? 'full' : 'blocked', error);
}

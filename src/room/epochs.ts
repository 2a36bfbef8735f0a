// The secrets of a room besides its words, and the contexts that follow from them: in which one dials, and which ones are
// answered (PROTOCOL [E1], [E2]). What counts now is said by the charter.

import { concatBytes, encodeUtf8, equalBytes, formatHex, type Bytes } from '../primitives/bytes.ts';
import type { CryptoPort } from '../primitives/crypto.ts';
import type { HandshakeContext } from '../secure/secure-link.ts';
import type { PlaceKeys } from './room-keys.ts';

/** Said in proofs of links that lead to no more than the door. */
export const DOOR = 'door';
/** Epochs before this one that are answered to: members who slept through so many changes find back by themselves. */
export const MAX_PAST_EPOCHS = 8;
export const EPOCH_SECRET_BYTES = 32;

const LABEL = 'kith/epoch/1';
const NAMESPACE_BYTES = 16;
/** Those in use, and some that came before the charter which names them. */
const MAX_HELD = MAX_PAST_EPOCHS + 8;

export interface EpochSecret {
  /** Of the secret, as charters name it. */
  readonly hash: Bytes;
  readonly secret: Bytes;
}

export interface Epochs {
  /** The current one, then those before, newest first, and the words alone last. In all but the first the door is said. */
  readonly contexts: readonly HandshakeContext[];
  /** Of the current epoch; undefined in epoch 0. */
  readonly current: EpochSecret | undefined;
  /** Newest last, the current one included. */
  readonly secrets: readonly EpochSecret[];
  /** As charters name a secret. */
  hashOf(secret: Uint8Array): Promise<Bytes>;
  /** Remembers a secret, whether or not it counts yet. */
  hold(secret: Uint8Array): Promise<Bytes>;
  secretOf(hash: Uint8Array | undefined): Bytes | undefined;
  /** Makes this epoch the current one; false while its secret is not known. */
  use(hash: Uint8Array): boolean;
}

interface Held extends EpochSecret {
  readonly context: HandshakeContext;
}

export function createEpochs(base: PlaceKeys, crypto: CryptoPort): Epochs {
  const held = new Map<string, Held>();
  let used: Held[] = [];

  const hashOf = (secret: Uint8Array) => crypto.sha256(concatBytes(encodeUtf8(`${LABEL} secret`), secret));
  const words: HandshakeContext = { namespace: base.namespace, psk: base.psk };

  return {
    get contexts() {
      const [current, ...past] = used.toReversed();
      if (!current) return [words];
      const doors = [...past.map(({ context }) => context), words];
      return [current.context, ...doors.map((context) => ({ ...context, capabilities: [DOOR] }))];
    },
    get current() {
      return used.at(-1);
    },
    get secrets() {
      return used;
    },
    hashOf,
    async hold(secret) {
      const [hash, mac] = await Promise.all([
        hashOf(secret),
        crypto.hmacSha256(secret, concatBytes(encodeUtf8(LABEL), base.namespace)),
      ]);
      const copy = new Uint8Array(secret);
      const context = { namespace: mac.slice(0, NAMESPACE_BYTES), psk: base.psk, epochSecret: copy };
      held.set(formatHex(hash), { hash, secret: copy, context });
      const unused = Array.from(held).find(([, each]) => !used.includes(each));
      if (held.size > MAX_HELD && unused) held.delete(unused[0]);
      return hash;
    },
    secretOf: (hash) => hash && held.get(formatHex(hash))?.secret,
    use(hash) {
      const epoch = held.get(formatHex(hash));
      if (!epoch) return false;
      used = [...used.filter((each) => !equalBytes(each.hash, hash)), epoch].slice(-MAX_PAST_EPOCHS - 1);
      return true;
    },
  };
}

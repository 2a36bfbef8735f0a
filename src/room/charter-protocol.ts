// What members say about charters and epochs, and what is said at the door. Schemas and limits only.

import { decodeMessage, encodeMessage } from '../primitives/codec.ts';
import type { Bytes } from '../primitives/bytes.ts';
import { PUBLIC_KEY_BYTES, SHA256_BYTES } from '../primitives/crypto.ts';
import {
  boolean,
  bytes,
  integer,
  oneOf,
  optional,
  record,
  text,
  variants,
  type Parsed,
} from '../primitives/schema.ts';
import { MAX_SERIAL } from './charter.ts';
import { MAX_PROOF_BYTES } from './charter-proof.ts';
import { MAX_NAME_LENGTH } from './display-name.ts';
import { EPOCH_SECRET_BYTES } from './epochs.ts';
import type { Protocol } from './protocol-definition.ts';

const hash = bytes({ length: SHA256_BYTES });
const serial = integer({ min: 0, max: MAX_SERIAL });
const proof = bytes({ maxLength: MAX_PROOF_BYTES });
const secret = bytes({ length: EPOCH_SECRET_BYTES });
/** Base64url of 16 bytes. */
const root = text({ maxLength: 22 });
const name = text({ maxLength: MAX_NAME_LENGTH });

const CHARTER = variants({
  /** At link-up: which one is followed here. `root`: whom the first owner is, if that is known. */
  TELL: record({ serial, hash, root: optional(root) }),
  PROOF: record({ proof }),
});
export type CharterMessage = Parsed<typeof CHARTER>;

export const CHARTER_PROTOCOL: Protocol<CharterMessage> = {
  id: 'charter',
  version: 1,
  channel: 'control',
  isOfRoom: true,
  message: CHARTER,
  maxBytes: MAX_PROOF_BYTES + 256,
  // A signature each; an owner who tries all the switches sends a dozen.
  rate: { perSecond: 0.5, burst: 24 },
};

const EPOCH = variants({
  ASK: record({ hash }),
  SECRET: record({ secret }),
});
export type EpochMessage = Parsed<typeof EPOCH>;

export const EPOCH_PROTOCOL: Protocol<EpochMessage> = {
  id: 'epoch',
  version: 1,
  channel: 'control',
  isOfRoom: true,
  message: EPOCH,
  maxBytes: 128,
  rate: { perSecond: 0.5, burst: 16 },
};

const KNOCK = variants({
  /** Somebody stands at the door of the sender. */
  KNOCK: record({ key: bytes({ length: PUBLIC_KEY_BYTES }), name }),
  GONE: record({ identity: hash }),
  /** By an owner: it is sent away. */
  REFUSED: record({ identity: hash }),
});
export type KnockMessage = Parsed<typeof KNOCK>;

export const KNOCK_PROTOCOL: Protocol<KnockMessage> = {
  id: 'knock',
  version: 1,
  channel: 'control',
  isOfRoom: true,
  message: KNOCK,
  maxBytes: 512,
  rate: { perSecond: 2, burst: 32 },
};

const DOOR_MESSAGE = variants({
  /** First, from both sides. */
  HERE: record({ serial, hash, root: optional(root), hasSecret: boolean }),
  /** By the side that is behind; `proof`: of its own charter, to whoever may see it. */
  KNOCK: record({ name, proof: optional(proof) }),
  /** `proof`: of the removal, to whoever was removed. */
  STATE: record({ state: oneOf('waiting', 'locked', 'refused', 'removed'), proof: optional(proof) }),
  ADMITTED: record({ proof: optional(proof), secret: optional(secret) }),
});
export type DoorMessage = Parsed<typeof DOOR_MESSAGE>;

export const MAX_DOOR_MESSAGE_BYTES = MAX_PROOF_BYTES + 256;

export function encodeDoorMessage(message: DoorMessage): Bytes {
  return encodeMessage({ ...message });
}

/** Undefined for what no honest peer says. */
export function decodeDoorMessage(payload: Uint8Array): DoorMessage | undefined {
  if (payload.length > MAX_DOOR_MESSAGE_BYTES) return undefined;
  const decoded = decodeMessage(payload, DOOR_MESSAGE);
  return decoded.ok ? decoded.value : undefined;
}

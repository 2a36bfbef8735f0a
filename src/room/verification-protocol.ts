// What two people's devices say to compare words: a commitment, an answer, what was committed to. Schemas and limits only.

import { bytes, oneOf, record, variants, type Parsed } from '../primitives/schema.ts';
import type { Protocol } from './protocol-definition.ts';

export const VERIFICATION_ID_BYTES = 16;
export const VERIFICATION_NONCE_BYTES = 32;

const id = bytes({ length: VERIFICATION_ID_BYTES });
const nonce = bytes({ length: VERIFICATION_NONCE_BYTES });

const VERIFICATION = variants({
  /** Fixes the asker's nonce before it has seen the other's. */
  ASK: record({ id, commitment: bytes({ length: 32 }) }),
  ANSWER: record({ id, nonce }),
  REVEAL: record({ id, nonce }),
  STOP: record({ id, why: oneOf('declined', 'busy', 'cancelled', 'broken') }),
});
export type VerificationMessage = Parsed<typeof VERIFICATION>;
export type StopReason = Extract<VerificationMessage, { type: 'STOP' }>['why'];

export const VERIFICATION_PROTOCOL: Protocol<VerificationMessage> = {
  id: 'verify',
  version: 1,
  channel: 'control',
  message: VERIFICATION,
  maxBytes: 160,
  // A person asks now and then; each time four messages at most.
  rate: { perSecond: 0.2, burst: 12 },
};

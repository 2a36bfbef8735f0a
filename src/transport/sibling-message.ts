// What two ends of a link say to each other to make further connections for bulk: on control, so that nobody between them
// can put in a certificate of theirs (PROTOCOL [L11]).

import type { Bytes } from '../primitives/bytes.ts';
import { decodeMessage, encodeMessage } from '../primitives/codec.ts';
import { integer, record, text, variants, type Parsed } from '../primitives/schema.ts';
import { MAX_SDP_LENGTH } from '../signaling/signaler.ts';

/** Beyond it the dialer's numbers would begin anew; a sibling lives for minutes. */
const MAX_NUMBER = 65_535;
/** The longest description in UTF-8, and what is around it. */
const MAX_SIBLING_BYTES = 3 * MAX_SDP_LENGTH + 64;

const number = integer({ min: 0, max: MAX_NUMBER });
const sdp = text({ minLength: 1, maxLength: MAX_SDP_LENGTH });

const siblingMessage = variants({
  /** The listener's: the path holds it back. The dialer makes siblings. */
  ask: record({}),
  /** The listener's: they bring it nothing. */
  enough: record({}),
  /** Descriptions come with all their candidates. */
  offer: record({ number, sdp }),
  answer: record({ number, sdp }),
});
export type SiblingMessage = Parsed<typeof siblingMessage>;

export function encodeSibling(message: SiblingMessage): Bytes {
  return encodeMessage(message);
}

/** Undefined for anything that is too long or not of the schema. */
export function decodeSibling(bytes: Uint8Array): SiblingMessage | undefined {
  if (bytes.length > MAX_SIBLING_BYTES) return undefined;
  const decoded = decodeMessage(bytes, siblingMessage);
  return decoded.ok ? decoded.value : undefined;
}

// Reads the sound out of a WebM that a browser wrote while recording: packets of Opus in their order. Such a file says
// neither how long it is nor where what begins. Bytes are others': what does not read is no sound. Pure.

/** As RFC 7845 has it: a head that says how to decode, then packets. */
export interface OpusStream {
  /** `OpusHead`. */
  readonly head: Uint8Array;
  readonly packets: readonly Uint8Array[];
}

/** Names of elements, as https://www.matroska.org/technical/elements.html lists them. */
const SEGMENT = 0x18538067;
const TRACKS = 0x1654ae6b;
const TRACK_ENTRY = 0xae;
const TRACK_NUMBER = 0xd7;
const CODEC_PRIVATE = 0x63a2;
const CLUSTER = 0x1f43b675;
const BLOCK_GROUP = 0xa0;
const BLOCK = 0xa1;
const SIMPLE_BLOCK = 0xa3;
/** Elements whose parts are looked at; recorders leave the length of some of them open. */
const ENTERED = new Set([SEGMENT, TRACKS, TRACK_ENTRY, CLUSTER, BLOCK_GROUP]);

const MAGIC = 'OpusHead';
const LEAST_HEAD_BYTES = 19;
const LACING = 0x06;

/** Undefined when it is none, or holds anything but one channel or two of Opus. */
export function readWebmOpus(bytes: Uint8Array): OpusStream | undefined {
  let track: number | undefined;
  let lastTrack: number | undefined;
  let head: Uint8Array | undefined;
  const packets: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const element = readElement(bytes, at);
    if (!element) break;
    const { name, from, to } = element;
    at = ENTERED.has(name) ? from : to;
    const content = bytes.subarray(from, to);
    if (name === TRACK_NUMBER) lastTrack = content.at(-1);
    else if (name === CODEC_PRIVATE && isOpusHead(content)) [head, track] = [content, lastTrack];
    else if (name === BLOCK || name === SIMPLE_BLOCK) {
      const packet = readBlock(content, track);
      if (packet === 'unknown') return undefined;
      if (packet) packets.push(packet);
    }
  }
  return head && packets.length > 0 ? { head, packets } : undefined;
}

interface Element {
  readonly name: number;
  /** Its content. */
  readonly from: number;
  readonly to: number;
}

/** What is cut off is left out: the end of a recording may be missing. */
function readElement(bytes: Uint8Array, at: number): Element | undefined {
  const nameBytes = lengthOf(bytes[at]);
  const sizeBytes = lengthOf(bytes[at + nameBytes]);
  const from = at + nameBytes + sizeBytes;
  if (nameBytes > 4 || sizeBytes > 8 || from > bytes.length) return undefined;
  const name = readNumber(bytes, at, nameBytes);
  const size = readSize(bytes, at + nameBytes, sizeBytes);
  const isOpen = size === 2 ** (7 * sizeBytes) - 1;
  const to = isOpen ? bytes.length : from + size;
  if (to > bytes.length && !ENTERED.has(name)) return undefined;
  return { name, from, to: Math.min(to, bytes.length) };
}

/** How many bytes a number has: as many as there are zeros before its first one, and one. */
function lengthOf(first: number | undefined): number {
  return first === undefined || first === 0 ? 9 : Math.clz32(first) - 23;
}

/** Without the bit that says how long it is: with it, eight bytes would be more than a number holds exactly. */
function readSize(bytes: Uint8Array, at: number, length: number): number {
  return ((bytes[at] ?? 0) & (0xff >> length)) * 256 ** (length - 1) + readNumber(bytes, at + 1, length - 1);
}

function readNumber(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let i = 0; i < length; i += 1) value = value * 256 + (bytes[at + i] ?? 0);
  return value;
}

function isOpusHead(content: Uint8Array): boolean {
  const isOne = Array.from(MAGIC).every((letter, i) => content[i] === letter.charCodeAt(0));
  // Further mappings need a table that nobody who records a voice writes.
  return isOne && content.length >= LEAST_HEAD_BYTES && content[18] === 0;
}

/** Undefined: of another track, or empty. `unknown`: several packets in one. */
function readBlock(content: Uint8Array, track: number | undefined): Uint8Array | 'unknown' | undefined {
  const trackBytes = lengthOf(content[0]);
  const start = trackBytes + 3;
  if (trackBytes > 2 || content.length <= start) return undefined;
  const number = readSize(content, 0, trackBytes);
  if (number !== track) return undefined;
  return ((content[start - 1] ?? 0) & LACING) === 0 ? content.subarray(start) : 'unknown';
}

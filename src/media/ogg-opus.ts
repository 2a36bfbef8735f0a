// Writes packets of Opus as an Ogg file (RFC 3533, RFC 7845): its pages say how far they are, so that every player knows
// how long it is and finds any place in it. Pure.

import { concatBytes, encodeUtf8, type Bytes } from '../primitives/bytes.ts';
import type { OpusStream } from './webm-opus.ts';

/** Opus counts in 48,000ths of a second, whatever was recorded (RFC 7845, section 4). */
const SAMPLES_PER_MS = 48;
/** A packet is 120 ms at most (RFC 6716, section 3.2). */
const MAX_PACKET_MS = 120;
/** So much in a page: a place is found to a second, then by listening on. */
const PAGE_MS = 1_000;
const MAX_SEGMENTS = 255;
const PAGE_HEAD_BYTES = 27;
const FIRST = 2;
const LAST = 4;
/** Any number: there is one stream in the file. */
const SERIAL = 1;
const VENDOR = 'Kith';

/** Undefined when a packet is none. */
export function writeOggOpus({ head, packets }: OpusStream): Bytes | undefined {
  const pages = [pageOf({ packets: [head], flags: FIRST, samples: 0, number: 0 })];
  pages.push(pageOf({ packets: [tags()], flags: 0, samples: 0, number: 1 }));
  let samples = 0;
  let page: { packets: Uint8Array[]; ms: number; segments: number } = { packets: [], ms: 0, segments: 0 };
  const close = (flags: number) => {
    pages.push(pageOf({ packets: page.packets, flags, samples, number: pages.length }));
    page = { packets: [], ms: 0, segments: 0 };
  };
  for (const packet of packets) {
    const ms = durationMs(packet);
    const segments = segmentsOf(packet);
    if (ms === undefined || segments > MAX_SEGMENTS) return undefined;
    if (page.ms >= PAGE_MS || page.segments + segments > MAX_SEGMENTS) close(0);
    page.packets.push(packet);
    page.ms += ms;
    page.segments += segments;
    samples += ms * SAMPLES_PER_MS;
  }
  close(LAST);
  return concatBytes(...pages);
}

/** How long a packet sounds, by its first bytes (RFC 6716, section 3.1); undefined when it is none. */
export function durationMs(packet: Uint8Array): number | undefined {
  const [first, second = 0] = packet;
  if (first === undefined) return undefined;
  const kind = first >> 3;
  const frames = [1, 2, 2, second & 0x3f][first & 3] ?? 0;
  const ms = frames * frameMs(kind);
  return ms > 0 && ms <= MAX_PACKET_MS ? ms : undefined;
}

function frameMs(kind: number): number {
  if (kind < 12) return [10, 20, 40, 60][kind & 3] ?? 0;
  if (kind < 16) return [10, 20][kind & 1] ?? 0;
  return [2.5, 5, 10, 20][kind & 3] ?? 0;
}

function segmentsOf(packet: Uint8Array): number {
  return Math.floor(packet.length / 255) + 1;
}

function tags(): Bytes {
  const vendor = encodeUtf8(VENDOR);
  const lengths = new DataView(new ArrayBuffer(4));
  lengths.setUint32(0, vendor.length, true);
  return concatBytes(encodeUtf8('OpusTags'), new Uint8Array(lengths.buffer), vendor, new Uint8Array(4));
}

interface Page {
  readonly packets: readonly Uint8Array[];
  readonly flags: number;
  /** That have sounded when it ends. */
  readonly samples: number;
  readonly number: number;
}

function pageOf({ packets, flags, samples, number }: Page): Bytes {
  const lacing = packets.flatMap((packet) => [
    ...Array.from({ length: segmentsOf(packet) - 1 }, () => 255),
    packet.length % 255,
  ]);
  const head = new DataView(new ArrayBuffer(PAGE_HEAD_BYTES));
  for (const [i, letter] of Array.from('OggS').entries()) head.setUint8(i, letter.charCodeAt(0));
  head.setUint8(5, flags);
  head.setBigUint64(6, BigInt(samples), true);
  head.setUint32(14, SERIAL, true);
  head.setUint32(18, number, true);
  head.setUint8(26, lacing.length);
  const page = concatBytes(new Uint8Array(head.buffer), Uint8Array.from(lacing), ...packets);
  new DataView(page.buffer, page.byteOffset).setUint32(22, checksum(page), true);
  return page;
}

/** CRC-32 of RFC 3533: from the highest bit, beginning with nothing. */
function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  return sum >>> 0;
}

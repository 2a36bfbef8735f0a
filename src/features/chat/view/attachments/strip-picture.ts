// Takes out of a picture what cameras and programs write beside it: where and when it was taken, with what, by whom. Pixels
// and colours stay byte for byte. Pure.

import { concatBytes, type Bytes } from '../../../../primitives/bytes.ts';
import { afterBlocks, hasText, tableBytes } from '../../../../media/picture-header.ts';

/** Undefined for what is none of PNG, JPEG, WebP and GIF, or is not whole. */
export function stripPicture(bytes: Uint8Array): Bytes | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (hasText(bytes, 0, '\u0089PNG\r\n\u001A\n')) return stripPng(bytes, view);
    if (bytes[0] === 0xff && bytes[1] === 0xd8) return stripJpeg(bytes, view);
    if (hasText(bytes, 0, 'RIFF') && hasText(bytes, 8, 'WEBP')) return stripWebp(bytes, view);
    return hasText(bytes, 0, 'GIF8') ? stripGif(bytes, view) : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** What a picture needs to look as it should; text, times, Exif and what nobody knows is left out. */
const PNG_KEPT = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD hIST pHYs acTL fcTL fdAT'.split(' '),
);

function stripPng(bytes: Uint8Array, view: DataView): Bytes | undefined {
  const kept = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) return undefined;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (PNG_KEPT.has(type)) kept.push(bytes.subarray(at, end));
    // Whatever stands behind it is no part of the picture.
    if (type === 'IEND') return concatBytes(...kept);
    at = end;
  }
  return undefined;
}

/** JFIF, the colour profile and Adobe's colour transform; the other segments for applications, and comments, go. */
function stripJpeg(bytes: Uint8Array, view: DataView): Bytes | undefined {
  const kept = [bytes.subarray(0, 2)];
  for (let at = 2; at + 4 <= bytes.length;) {
    const marker = view.getUint8(at + 1);
    if (bytes[at] !== 0xff) return undefined;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    // Behind the scans there may be a second picture, with all that this one had.
    if (marker === 0xda) {
      const end = endOfJpeg(bytes, at);
      return end === undefined ? undefined : concatBytes(...kept, bytes.subarray(at, end));
    }
    const end = at + 2 + view.getUint16(at + 2);
    if (end > bytes.length) return undefined;
    if (isKeptInJpeg(bytes, at, marker)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return undefined;
}

function isKeptInJpeg(bytes: Uint8Array, at: number, marker: number): boolean {
  if (marker === 0xe2) return hasText(bytes, at + 4, 'ICC_PROFILE');
  const isForApplications = marker >= 0xe0 && marker <= 0xef;
  return isForApplications ? marker === 0xe0 || marker === 0xee : marker !== 0xfe;
}

/** In a scan FF is followed by 00 or the number of a restart; between scans stand tables. */
function endOfJpeg(bytes: Uint8Array, from: number): number | undefined {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1))
    if (bytes[at + 1] === 0xd9) return at + 2;
  return undefined;
}

const EXIF_AND_XMP = 0x08 | 0x04;

function stripWebp(bytes: Uint8Array, view: DataView): Bytes | undefined {
  const end = Math.min(bytes.length, 8 + view.getUint32(4, true));
  const kept: Uint8Array[] = [];
  for (let at = 12; at + 8 <= end;) {
    const size = view.getUint32(at + 4, true);
    const next = at + 8 + size + (size % 2);
    if (next > end + (size % 2)) return undefined;
    const chunk = bytes.slice(at, next);
    if (hasText(chunk, 0, 'VP8X')) chunk[8] = (chunk[8] ?? 0) & ~EXIF_AND_XMP;
    if (WEBP_KEPT.some((type) => hasText(chunk, 0, type))) kept.push(chunk);
    at = next;
  }
  if (kept.length === 0) return undefined;
  const body = concatBytes(...kept);
  const head = bytes.slice(0, 12);
  new DataView(head.buffer).setUint32(4, body.length + 4, true);
  return concatBytes(head, body);
}

const WEBP_KEPT = ['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP'];

/** Comments and what applications wrote go; how often it repeats stays. */
function stripGif(bytes: Uint8Array, view: DataView): Bytes | undefined {
  let at = 13 + tableBytes(view.getUint8(10));
  const kept = [bytes.subarray(0, at)];
  while (at < bytes.length) {
    const kind = bytes[at];
    if (kind === 0x3b) return concatBytes(...kept, Uint8Array.of(0x3b));
    if (kind !== 0x2c && kind !== 0x21) return undefined;
    const isPicture = kind === 0x2c;
    const next = afterBlocks(bytes, isPicture ? at + 11 + tableBytes(view.getUint8(at + 9)) : at + 2);
    if (isPicture || isKeptInGif(bytes, at)) kept.push(bytes.subarray(at, next));
    at = next;
  }
  return undefined;
}

/** How a frame is drawn, and the loop of its animation. */
function isKeptInGif(bytes: Uint8Array, at: number): boolean {
  if (bytes[at + 1] === 0xf9) return true;
  return bytes[at + 1] === 0xff && (hasText(bytes, at + 3, 'NETSCAPE') || hasText(bytes, at + 3, 'ANIMEXTS'));
}

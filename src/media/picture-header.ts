// How large a picture unfolds and whether it moves, read from its first bytes before any browser decodes it. Its sender's
// word counts for nothing here, only what the bytes are. Pure.

export interface PictureFacts {
  /** Pixels; of several images inside, the largest. */
  readonly width: number;
  readonly height: number;
  readonly isAnimated: boolean;
}

/** 160 MB once it is unfolded: more than cameras make, less than ends a phone's page. */
export const MAX_UNASKED_PIXELS = 40_000_000;

/** Blocks, chunks or boxes that are looked at; an honest picture has its size within the first few. */
const MAX_PARTS = 4_096;

/** Undefined for what is none of PNG, JPEG, GIF, WebP and AVIF, or has no size. */
export function readPictureFacts(bytes: Uint8Array): PictureFacts | undefined {
  const facts = read(bytes);
  return facts && facts.width > 0 && facts.height > 0 ? facts : undefined;
}

/** What nobody can foresee waits until its person wants it, as what is too large does. */
export function mayUnfoldUnasked(facts: PictureFacts | undefined): boolean {
  return facts !== undefined && facts.width * facts.height <= MAX_UNASKED_PIXELS;
}

function read(bytes: Uint8Array): PictureFacts | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (hasText(bytes, 0, '\u0089PNG\r\n\u001A\n')) return readPng(bytes, view);
    if (bytes[0] === 0xff && bytes[1] === 0xd8) return readJpeg(bytes, view);
    if (hasText(bytes, 0, 'GIF87a') || hasText(bytes, 0, 'GIF89a')) return readGif(bytes, view);
    if (hasText(bytes, 0, 'RIFF') && hasText(bytes, 8, 'WEBP')) return readWebp(bytes, view);
    return hasText(bytes, 4, 'ftyp') ? readAvif(bytes, view) : undefined;
  } catch (error) {
    // Cut short in the middle of a number.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readPng(bytes: Uint8Array, view: DataView): PictureFacts | undefined {
  if (!hasText(bytes, 12, 'IHDR')) return undefined;
  let isAnimated = false;
  let at = 8;
  for (let i = 0; i < MAX_PARTS && at + 8 <= bytes.length; i += 1) {
    if (hasText(bytes, at + 4, 'IDAT')) break;
    isAnimated ||= hasText(bytes, at + 4, 'acTL');
    at += 12 + view.getUint32(at);
  }
  return { width: view.getUint32(16), height: view.getUint32(20), isAnimated };
}

/** Start-of-frame markers are C0 to CF without C4 (tables), C8 (reserved) and CC (arithmetic). */
function readJpeg(bytes: Uint8Array, view: DataView): PictureFacts | undefined {
  let at = 2;
  for (let i = 0; i < MAX_PARTS && at + 9 <= bytes.length; i += 1) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7), isAnimated: false };
    const isBare = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    at += isBare ? 2 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** A frame may be larger than the screen it says it is drawn on. */
function readGif(bytes: Uint8Array, view: DataView): PictureFacts {
  let [width, height, frames] = [view.getUint16(6, true), view.getUint16(8, true), 0];
  let at = 13 + tableBytes(view.getUint8(10));
  for (let i = 0; i < MAX_PARTS && at < bytes.length; i += 1) {
    const kind = bytes[at];
    if (kind === 0x2c && at + 10 <= bytes.length) {
      frames += 1;
      width = Math.max(width, view.getUint16(at + 1, true) + view.getUint16(at + 5, true));
      height = Math.max(height, view.getUint16(at + 3, true) + view.getUint16(at + 7, true));
      at = afterBlocks(bytes, at + 11 + tableBytes(view.getUint8(at + 9)));
    } else if (kind === 0x21) at = afterBlocks(bytes, at + 2);
    else break;
  }
  return { width, height, isAnimated: frames > 1 };
}

export function tableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

/** Where what stands after a row of sub-blocks begins. */
export function afterBlocks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0);
  return at + 1;
}

function readWebp(bytes: Uint8Array, view: DataView): PictureFacts | undefined {
  const at = 20;
  if (hasText(bytes, 12, 'VP8X')) {
    const size = (from: number) => 1 + (view.getUint16(from, true) | (view.getUint8(from + 2) << 16));
    return { width: size(at + 4), height: size(at + 7), isAnimated: (view.getUint8(at) & 0x02) !== 0 };
  }
  if (hasText(bytes, 12, 'VP8L')) {
    const bits = view.getUint32(at + 1, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff), isAnimated: false };
  }
  if (!hasText(bytes, 12, 'VP8 ')) return undefined;
  const side = (from: number) => view.getUint16(from, true) & 0x3fff;
  return { width: side(at + 6), height: side(at + 8), isAnimated: false };
}

/** Sizes stand in `ispe` boxes somewhere in the head; of a picture put together from tiles, the whole has one too. */
function readAvif(bytes: Uint8Array, view: DataView): PictureFacts | undefined {
  const brand = textAt(bytes, 8);
  const isAnimated = brand === 'avis';
  if (brand !== 'avif' && brand !== 'mif1' && !isAnimated) return undefined;
  let [width, height] = [0, 0];
  const end = Math.min(bytes.length - 16, MAX_HEAD_BYTES);
  for (let at = 0; at <= end; at += 1) {
    if (bytes[at] !== 0x69 || !hasText(bytes, at, 'ispe')) continue;
    width = Math.max(width, view.getUint32(at + 8));
    height = Math.max(height, view.getUint32(at + 12));
  }
  return { width, height, isAnimated };
}

/** The boxes with the sizes stand before the picture's data. */
const MAX_HEAD_BYTES = 256 * 1024;

function textAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

export function hasText(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

// Pictures made byte by byte, as small as their formats allow, with whatever a camera or an attacker writes into them.

import { concatBytes, encodeUtf8, type Bytes } from '../../src/primitives/bytes.ts';

export interface MadePicture {
  readonly width?: number;
  readonly height?: number;
  readonly frames?: number;
  /** Stands where a camera writes a place. */
  readonly place?: string;
}

const SIDE = 3;

export function makePng({ width = SIDE, height = SIDE, frames = 1, place }: MadePicture = {}): Bytes {
  const header = concatBytes(u32(width), u32(height), Uint8Array.of(8, 2, 0, 0, 0));
  return concatBytes(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    pngChunk('IHDR', header),
    ...(frames > 1 ? [pngChunk('acTL', concatBytes(u32(frames), u32(0)))] : []),
    ...(place === undefined
      ? []
      : ['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME'].map((type) => pngChunk(type, encodeUtf8(`Key\0${place}`)))),
    pngChunk('IDAT', encodeUtf8('pixels')),
    pngChunk('IEND', new Uint8Array()),
  );
}

function pngChunk(type: string, data: Uint8Array): Bytes {
  const named = concatBytes(encodeUtf8(type), data);
  return concatBytes(u32(data.length), named, u32(crcOf(named)));
}

function crcOf(bytes: Uint8Array): number {
  let crc = 0xff_ff_ff_ff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xed_b8_83_20 : crc >>> 1;
  }
  return (crc ^ 0xff_ff_ff_ff) >>> 0;
}

export function makeJpeg({ width = SIDE, height = SIDE, place }: MadePicture = {}): Bytes {
  const frame = concatBytes(Uint8Array.of(8), u16(height), u16(width), Uint8Array.of(1, 1, 0x11, 0));
  return concatBytes(
    Uint8Array.of(0xff, 0xd8),
    segment(0xe0, encodeUtf8('JFIF\0')),
    ...(place === undefined
      ? []
      : [
          segment(0xe1, encodeUtf8(`Exif\0\0${place}`)),
          segment(0xe1, encodeUtf8(`http://ns.adobe.com/xap/1.0/\0${place}`)),
          segment(0xed, encodeUtf8(`Photoshop 3.0\0${place}`)),
          segment(0xfe, encodeUtf8(place)),
        ]),
    segment(0xe2, encodeUtf8('ICC_PROFILE\0colours')),
    segment(0xc4, Uint8Array.of(0)),
    segment(0xc2, frame),
    segment(0xda, Uint8Array.of(1, 1, 0, 0, 63, 0)),
    encodeUtf8('pixels'),
    Uint8Array.of(0xff, 0xd9),
    ...(place === undefined ? [] : [encodeUtf8(place)]),
  );
}

function segment(marker: number, data: Uint8Array): Bytes {
  return concatBytes(Uint8Array.of(0xff, marker), u16(data.length + 2), data);
}

/** A whole GIF of plain frames: browsers show it. */
export function makeGif({ width = SIDE, height = SIDE, frames = 1, place }: MadePicture = {}): Bytes {
  const little = (n: number) => Uint8Array.of(n & 0xff, n >> 8);
  const picture = concatBytes(
    Uint8Array.of(0x21, 0xf9, 4, 0, 10, 0, 0, 0),
    Uint8Array.of(0x2c, 0, 0, 0, 0),
    little(1),
    little(1),
    Uint8Array.of(0, 2, 2, 0x44, 1, 0),
  );
  const comment = (text: string) =>
    concatBytes(Uint8Array.of(0x21, 0xfe, text.length), encodeUtf8(text), Uint8Array.of(0));
  return concatBytes(
    encodeUtf8('GIF89a'),
    little(width),
    little(height),
    Uint8Array.of(0x80, 0, 0, 0, 0, 0, 255, 255, 255),
    concatBytes(Uint8Array.of(0x21, 0xff, 11), encodeUtf8('NETSCAPE2.0'), Uint8Array.of(3, 1, 0, 0, 0)),
    ...(place === undefined
      ? []
      : [
          comment(place),
          concatBytes(
            Uint8Array.of(0x21, 0xff, 11),
            encodeUtf8('XMP DataXMP'),
            Uint8Array.of(place.length),
            encodeUtf8(place),
            Uint8Array.of(0),
          ),
        ]),
    ...Array.from({ length: frames }, () => picture),
    Uint8Array.of(0x3b),
  );
}

export function makeWebp({ width = SIDE, height = SIDE, frames = 1, place }: MadePicture = {}): Bytes {
  const flags = (frames > 1 ? 0x02 : 0) | (place === undefined ? 0 : 0x0c);
  const little = (n: number) => Uint8Array.of(n & 0xff, (n >> 8) & 0xff, n >> 16);
  const chunks = concatBytes(
    riffChunk('VP8X', concatBytes(Uint8Array.of(flags, 0, 0, 0), little(width - 1), little(height - 1))),
    riffChunk('VP8 ', encodeUtf8('pixels')),
    ...(place === undefined ? [] : ['EXIF', 'XMP '].map((type) => riffChunk(type, encodeUtf8(place)))),
  );
  return concatBytes(encodeUtf8('RIFF'), u32(chunks.length + 4).toReversed(), encodeUtf8('WEBP'), chunks);
}

function riffChunk(type: string, data: Uint8Array): Bytes {
  const padding = new Uint8Array(data.length % 2);
  return concatBytes(encodeUtf8(type), u32(data.length).toReversed(), data, padding);
}

export function makeAvif({ width = SIDE, height = SIDE, frames = 1 }: MadePicture = {}): Bytes {
  const brand = frames > 1 ? 'avis' : 'avif';
  return concatBytes(
    box('ftyp', concatBytes(encodeUtf8(brand), u32(0), encodeUtf8('mif1'))),
    box('meta', box('ispe', concatBytes(u32(0), u32(1), u32(1)))),
    box('ispe', concatBytes(u32(0), u32(width), u32(height))),
    box('mdat', encodeUtf8('pixels')),
  );
}

function box(type: string, data: Uint8Array): Bytes {
  return concatBytes(u32(data.length + 8), encodeUtf8(type), data);
}

function u16(n: number): Bytes {
  return Uint8Array.of(n >> 8, n & 0xff);
}

function u32(n: number): Bytes {
  return Uint8Array.of(n >>> 24, (n >>> 16) & 0xff, (n >>> 8) & 0xff, n & 0xff);
}

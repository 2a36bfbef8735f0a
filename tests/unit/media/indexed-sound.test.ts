// What a browser wrote while recording, as a file in which every place is found; and bytes of others, which may be
// anything.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexSound } from '../../../src/media/indexed-sound.ts';
import { durationMs, writeOggOpus } from '../../../src/media/ogg-opus.ts';
import { readWebmOpus } from '../../../src/media/webm-opus.ts';
import { concatBytes, encodeUtf8 } from '../../../src/primitives/bytes.ts';

const HEAD = concatBytes(encodeUtf8('OpusHead'), Uint8Array.of(1, 1, 56, 1, 0x80, 0xbb, 0, 0, 0, 0, 0));
/** 20 ms each, one frame. */
const packet = (length: number, fill = 7) => new Uint8Array(length).fill(fill).fill(0x08, 0, 1);

/** `long`: lengths of eight bytes, as Firefox writes those of what it comes back to. */
type Lengths = 'short' | 'long' | 'open';

function element(name: readonly number[], content: Uint8Array, lengths: Lengths = 'short'): Uint8Array {
  const { length } = content;
  const digits = [length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255];
  const sized = {
    short: [0x10, 0, 0, 0].map((marker, i) => marker | (digits[i] ?? 0)),
    long: [0x01, 0, 0, 0, ...digits],
    open: [0x01, 255, 255, 255, 255, 255, 255, 255],
  }[lengths];
  return concatBytes(Uint8Array.from(name), Uint8Array.from(sized), content);
}

interface Recording {
  readonly packets: readonly Uint8Array[];
  readonly lengths?: Lengths;
  readonly head?: Uint8Array;
  readonly flags?: number;
}

/** As Firefox and Chromium write it: two clusters of one track, among parts that nobody needs. */
function webm({ packets, lengths = 'open', head = HEAD, flags = 0x80 }: Recording): Uint8Array {
  const block = (content: Uint8Array, track = 1) =>
    element([0xa3], concatBytes(Uint8Array.of(0x80 | track, 0, 0, flags), content));
  const tracks = element(
    [0x16, 0x54, 0xae, 0x6b],
    element([0xae], concatBytes(element([0xd7], Uint8Array.of(1)), element([0x63, 0xa2], head)), lengths),
    lengths === 'open' ? 'short' : lengths,
  );
  const half = Math.ceil(packets.length / 2);
  const cluster = (of: readonly Uint8Array[]) =>
    element(
      [0x1f, 0x43, 0xb6, 0x75],
      concatBytes(element([0xe7], Uint8Array.of(0)), block(packet(9), 2), ...of.map((each) => block(each))),
      lengths,
    );
  return concatBytes(
    element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], encodeUtf8('webm')), 'long'),
    element(
      [0x18, 0x53, 0x80, 0x67],
      concatBytes(tracks, cluster(packets.slice(0, half)), cluster(packets.slice(half))),
      lengths,
    ),
  );
}

interface ReadPage {
  readonly flags: number;
  readonly samples: number;
  readonly packets: readonly Uint8Array[];
}

/** A reader of its own, after RFC 3533. */
function readOgg(bytes: Uint8Array): readonly ReadPage[] {
  const pages: ReadPage[] = [];
  for (let at = 0; at < bytes.length;) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + at);
    expect(new TextDecoder().decode(bytes.subarray(at, at + 4))).toBe('OggS');
    expect(view.getUint32(18, true)).toBe(pages.length);
    const lacing = bytes.subarray(at + 27, at + 27 + view.getUint8(26));
    const packets: Uint8Array[] = [];
    let from = at + 27 + lacing.length;
    let to = from;
    for (const length of lacing) {
      to += length;
      if (length === 255) continue;
      packets.push(bytes.slice(from, to));
      from = to;
    }
    pages.push({ flags: view.getUint8(5), samples: Number(view.getBigUint64(6, true)), packets });
    at = to;
  }
  return pages;
}

describe('a recording', () => {
  it.each(['short', 'long', 'open'] as const)(
    'comes out with the same packets and with its places (%s lengths)',
    async (lengths) => {
      const packets = Array.from({ length: 120 }, (_, i) =>
        packet(i === 3 ? 255 : i === 4 ? 700 : 40 + i, i),
      );
      const sound = new Blob([new Uint8Array(webm({ packets, lengths }))], {
        type: 'audio/webm;codecs=opus',
      });
      const indexed = await indexSound(sound);
      expect(indexed?.type).toBe('audio/ogg; codecs=opus');
      const pages = readOgg(new Uint8Array((await indexed?.arrayBuffer()) ?? []));
      expect(pages[0]).toEqual({ flags: 2, samples: 0, packets: [HEAD] });
      expect(pages.slice(2).flatMap((page) => page.packets)).toEqual(packets);
      expect(pages.slice(2).map(({ samples }) => samples / 48_000)).toEqual([1, 2, 2.4]);
      expect(pages.map(({ flags }) => flags)).toEqual([2, 0, 0, 0, 4]);
    },
  );

  it('that was cut off is read as far as it goes', () => {
    const whole = webm({ packets: Array.from({ length: 10 }, () => packet(50)) });
    expect(readWebmOpus(whole.subarray(0, whole.length - 20))?.packets).toHaveLength(9);
  });

  it('of another kind, or no recording, is none', async () => {
    const packets = [packet(50)];
    const none = [
      webm({ packets: [] }),
      webm({ packets, head: encodeUtf8('OpusHead') }),
      webm({ packets, flags: 0x86 }),
      new Uint8Array(),
      new Uint8Array(4_096).fill(7),
    ];
    for (const bytes of none) expect(readWebmOpus(bytes)).toBeUndefined();
    const other = new Blob([new Uint8Array(webm({ packets }))], { type: 'audio/mp4' });
    expect(await indexSound(other)).toBeUndefined();
  });
});

it.each([
  [[0x08], 20],
  [[0x18], 60],
  [[0x09], 40],
  [[0x80], 2.5],
  [[0xfb, 6], 120],
  [[0xfb, 7], undefined],
  [[0xfb, 0], undefined],
  [[], undefined],
])('knows that a packet that begins with %j sounds for %s ms', (bytes, ms) => {
  expect(durationMs(Uint8Array.from(bytes))).toBe(ms);
});

it('takes any bytes without an error, and makes little more of them', () => {
  const parts = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc
      .array(fc.uint8Array({ minLength: 1, maxLength: 600 }), { maxLength: 40 })
      .map((packets) => webm({ packets })),
  );
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 3 }), (given) => {
      const bytes = concatBytes(...given);
      const stream = readWebmOpus(bytes);
      const written = stream && writeOggOpus(stream);
      expect(written?.length ?? 0).toBeLessThan(2 * bytes.length + 1_000);
    }),
  );
});

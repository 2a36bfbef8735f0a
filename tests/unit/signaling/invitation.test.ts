import fc from 'fast-check';
import { encode } from 'uqr';
import { describe, expect, test } from 'vitest';
import { concatBytes, encodeUtf8, formatHex, parseHex } from '../../../src/primitives/bytes.ts';
import { crc32 } from '../../../src/primitives/crc32.ts';
import {
  answerTag,
  decodeInvitation,
  encodeAnswer,
  encodeInvitation,
  type Answer,
  type Invitation,
} from '../../../src/signaling/invitation.ts';
import {
  formatMeetingLink,
  formatMeetingQrText,
  formatMeetingText,
  parseMeetingText,
} from '../../../src/signaling/invitation-text.ts';
import {
  encodeDescription,
  packDescription,
  type PackedDescription,
} from '../../../src/signaling/packed-description.ts';
import { readGolden } from '../../support/golden-frames.ts';
import { createNodeCrypto } from '../../support/node-crypto.ts';
import { anyDescription, readRecorded, RECORDED } from '../../support/packed-descriptions.ts';

const crypto = createNodeCrypto();
const PAGE = 'https://kith.example/';
const EXPIRES_AT_MS = Date.UTC(2026, 10, 21, 5, 0);
const SECRET = new Uint8Array(16).fill(7);

function descriptionOf(name: (typeof RECORDED)[number]): PackedDescription {
  const packed = packDescription(readRecorded(name));
  if (!packed.ok) throw new Error(packed.error.detail);
  return packed.value;
}
const offers = fc.tuple(anyDescription, fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.nat(10_000_000));

async function inviter() {
  const { publicKey, privateKey } = await crypto.generateSigningKey();
  return { key: publicKey, sign: (data: Uint8Array) => crypto.sign(privateKey, data) };
}

const plain = (description: PackedDescription) =>
  encodeInvitation({ expiresAtMs: EXPIRES_AT_MS, secret: SECRET, description });

describe('[O2] an invitation', () => {
  test('comes back from its link, its text and its code as it was', () =>
    fc.assert(
      fc.asyncProperty(offers, async ([description, secret, minutes]) => {
        const expiresAtMs = Date.UTC(2026, 0, 1) + minutes * 60_000;
        const offer = { ...description, type: 'offer' as const };
        const bytes = await encodeInvitation({ expiresAtMs, secret, description: offer });
        const expected = {
          kind: 'invitation',
          expiresAtMs,
          secret: new Uint8Array(secret),
          description: offer,
        };
        for (const text of [
          formatMeetingLink(PAGE, 'invitation', bytes),
          `Come here: ${formatMeetingText('invitation', bytes)}.`,
          formatMeetingQrText('invitation', bytes),
        ])
          expect(parseMeetingText(text)).toEqual({ ok: true, value: { ...expected, inviter: undefined } });
      }),
    ));

  test('says when it ends to the minute, never too early', async () => {
    const bytes = await encodeInvitation({
      expiresAtMs: EXPIRES_AT_MS + 1,
      secret: SECRET,
      description: descriptionOf('chromium-offer'),
    });
    expect(decodeInvitation(bytes)).toMatchObject({ value: { expiresAtMs: EXPIRES_AT_MS + 60_000 } });
  });

  test('with a proof names the key, and its signature is of all the rest', async () => {
    const own = await inviter();
    const description = descriptionOf('firefox-offer');
    const bytes = await encodeInvitation({
      expiresAtMs: EXPIRES_AT_MS,
      secret: SECRET,
      description,
      inviter: own,
    });
    const decoded = decodeInvitation(bytes) as { readonly value: Invitation };
    const { key, signature, signed } = decoded.value.inviter!;
    expect(key).toEqual(own.key);
    expect(await crypto.verify(key, signature, signed)).toBe(true);
    const other = new Uint8Array(SECRET).fill(8);
    const forged = concatBytes(bytes.slice(0, 5), other, bytes.slice(21, -4));
    const again = decodeInvitation(concatBytes(forged, crc32(forged))) as { readonly value: Invitation };
    const proof = again.value.inviter!;
    expect(again.value.secret).toEqual(other);
    expect(await crypto.verify(proof.key, proof.signature, proof.signed)).toBe(false);
  });
});

/** As the page draws it. */
const versionOf = (text: string) => encode(text, { ecc: 'L', boostEcc: true }).version;

describe('[O2] its length', () => {
  test.each(RECORDED.filter((name) => name.endsWith('offer')))(
    'of %s is at most 200 letters and a code of version 10, with a proof 350 and 14',
    async (name) => {
      const description = descriptionOf(name);
      const own = await inviter();
      const proven = await encodeInvitation({
        expiresAtMs: EXPIRES_AT_MS,
        secret: SECRET,
        description,
        inviter: own,
      });
      for (const [bytes, length, version] of [
        [await plain(description), 200, 10],
        [proven, 350, 14],
      ] as const) {
        const link = formatMeetingLink(PAGE, 'invitation', bytes);
        expect(link.length).toBeLessThanOrEqual(length);
        expect(versionOf(link)).toBeLessThanOrEqual(version);
        // From disk.
        expect(versionOf(formatMeetingQrText('invitation', bytes))).toBeLessThanOrEqual(version);
      }
    },
  );

  test('is at most 200 letters however many ways lead to the inviter', async () => {
    const many = Array.from(
      { length: 20 },
      (_, i) => `a=candidate:1 1 udp 1 0a0b0c0d-0000-4000-8000-0000000000${10 + i}.local 1000 typ host\r\n`,
    );
    const ways = [
      'a=candidate:1 1 udp 1 198.51.100.1 1000 typ srflx raddr 0.0.0.0 rport 0\r\n',
      'a=candidate:1 1 udp 1 192.0.2.1 1000 typ relay raddr 0.0.0.0 rport 0\r\n',
    ];
    const sdp = readRecorded('chromium-offer').replace(/(?:a=candidate.*\r\n)+/, [...many, ...ways].join(''));
    const packed = packDescription(sdp);
    if (!packed.ok) throw new Error('not packed');
    expect(packed.value.candidates).toHaveLength(4);
    expect(formatMeetingLink(PAGE, 'invitation', await plain(packed.value)).length).toBeLessThanOrEqual(200);
  });
});

test('[O3] an answer comes back with its tag', () =>
  fc.assert(
    fc.property(anyDescription, fc.uint8Array({ minLength: 8, maxLength: 8 }), (description, tag) => {
      const answer = { ...description, type: 'answer' as const };
      const bytes = encodeAnswer({ tag: new Uint8Array(tag), description: answer });
      expect(parseMeetingText(formatMeetingLink(PAGE, 'answer', bytes))).toEqual({
        ok: true,
        value: { kind: 'answer', tag: new Uint8Array(tag), description: answer },
      });
    }),
  ));

test('[O3] a tag is of one secret and of one description', async () => {
  const [answer, other] = [descriptionOf('chromium-answer'), descriptionOf('firefox-answer')];
  const tag = await answerTag(crypto, SECRET, answer);
  expect(tag).toHaveLength(8);
  expect(formatHex(tag)).toBe(formatHex((await crypto.hmacSha256(SECRET, tagInputOf(answer))).slice(0, 8)));
  expect(await answerTag(crypto, SECRET, other)).not.toEqual(tag);
  expect(await answerTag(crypto, new Uint8Array(16), answer)).not.toEqual(tag);
});

function tagInputOf(description: PackedDescription) {
  return concatBytes(encodeUtf8('kith/invitation/1 answer'), encodeDescription(description));
}

describe('[O4] what is not whole is refused with its reason', () => {
  test('every single wrong bit', async () => {
    const bytes = await plain(descriptionOf('chromium-offer'));
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const wrong = Uint8Array.from(bytes);
      wrong[bit >> 3] = (wrong[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(decodeInvitation(wrong)).toMatchObject({ ok: false });
    }
  });

  test('every cut', async () => {
    const bytes = await plain(descriptionOf('firefox-offer'));
    const text = formatMeetingText('invitation', bytes);
    for (let length = 'kith:i/'.length + 4; length < text.length; length += 1)
      expect(parseMeetingText(text.slice(0, length))).toEqual({ ok: false, error: { code: 'cut-short' } });
  });

  test('letters behind it, an offer for an answer, one under the other’s name', async () => {
    const offer = descriptionOf('chromium-offer');
    const bytes = await plain(offer);
    const damaged = { ok: false, error: { code: 'damaged' } };
    expect(decodeInvitation(concatBytes(bytes, Uint8Array.of(0)))).toEqual(damaged);
    expect(decodeInvitation(encodeAnswer({ tag: new Uint8Array(8), description: offer }))).toEqual(damaged);
    expect(await plain(descriptionOf('chromium-answer')).then(decodeInvitation)).toEqual(damaged);
    expect(parseMeetingText(formatMeetingText('answer', bytes))).toEqual(damaged);
  });

  test('an answer with any letter another one, and an invitation behind the letter of answers', async () => {
    const bytes = encodeAnswer({ tag: new Uint8Array(8), description: descriptionOf('chromium-answer') });
    const link = formatMeetingLink(PAGE, 'answer', bytes);
    const from = link.indexOf('#/a/') + '#/a/'.length;
    for (let at = from; at < link.length; at += 1) {
      const wrong = `${link.slice(0, at)}${link[at] === 'B' ? 'C' : 'B'}${link.slice(at + 1)}`;
      expect(parseMeetingText(wrong), `letter ${at - from}`).toMatchObject({ ok: false });
    }
    const invitation = await plain(descriptionOf('chromium-offer'));
    expect(parseMeetingText(formatMeetingLink(PAGE, 'answer', invitation))).toEqual({
      ok: false,
      error: { code: 'damaged' },
    });
  });

  test.each([
    ['https://kith.example/#/r/one-two', 'foreign'],
    ['WIFI:T:WPA;S:home;P:secret;;', 'foreign'],
    ['javascript:alert(1)', 'foreign'],
    ['', 'foreign'],
    ['kith:i2/AAAA', 'later-version'],
    ['https://kith.example/#/a3/AAAA', 'later-version'],
  ])('%s', (text, code) => {
    expect(parseMeetingText(text)).toEqual({ ok: false, error: { code } });
  });

  test('a later version is told from damage', async () => {
    const sent = (await plain(descriptionOf('chromium-offer'))).slice(0, -4);
    sent[0] = 0x20;
    expect(decodeInvitation(concatBytes(sent, crc32(sent)))).toEqual({
      ok: false,
      error: { code: 'later-version' },
    });
  });
});

interface Golden {
  readonly title: string;
  readonly frame: string;
  readonly value: Invitation | Answer;
}

test.each(readGolden('invitation-v1.json') as readonly Golden[])(
  '[O2] [O3] $title: recorded bytes and value are the same',
  async ({ frame, value }) => {
    const bytes = parseHex(frame)!;
    const decoded = decodeInvitation(bytes);
    expect(decoded).toEqual({ ok: true, value: { inviter: undefined, ...value } });
    if (value.kind === 'answer') return expect(formatHex(encodeAnswer(value))).toBe(frame);
    const { inviter: proof } = value;
    const own = proof && { key: proof.key, sign: () => Promise.resolve(proof.signature) };
    return expect(formatHex(await encodeInvitation({ ...value, inviter: own }))).toBe(frame);
  },
);

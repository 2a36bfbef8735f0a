// The set that the reader of codes is measured on: invitations of every recorded engine, without and with an identity, as
// the page draws them, in front of a camera.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES } from '../../../src/primitives/crypto.ts';
import { encodeInvitation, INVITATION_SECRET_BYTES } from '../../../src/signaling/invitation.ts';
import { formatMeetingLink } from '../../../src/signaling/invitation-text.ts';
import { packDescription } from '../../../src/signaling/packed-description.ts';
import { readRecorded, type RECORDED } from '../packed-descriptions.ts';
import { createSeededRandom } from '../seeded-random.ts';
import { photograph, type Photograph } from './photograph.ts';

export const SET_SIZE = 200;
/** Any other gives pictures of the same kinds. */
export const SET_SEED = 1;

/** Nothing of the reader was ever tuned on the pictures that this one gives. */
export const UNSEEN_SEED = 20_261_121;

/** Names alone, as they mostly are. */
const USUAL = ['chromium-offer', 'firefox-offer', 'safari-offer'] as const;
/** A name, public addresses and a relay: the largest that were recorded. */
const LARGEST = ['chromium-hidden-servers-offer', 'firefox-hidden-servers-offer'] as const;
const PAGE = 'https://kith.example/';

/** `zxing_reader.wasm`, as the page carries it. */
export function readerProgram(): Uint8Array<ArrayBuffer> {
  const path = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  return new Uint8Array(readFileSync(path));
}

/** Links of versions 8 and 11 in turn: plain, and with an identity. What would be keys is drawn, too. */
export function invitationTexts(seed = SET_SEED): Promise<readonly string[]> {
  return textsOf(USUAL, seed);
}

/** The same with the largest that were recorded: versions 9 and 12. */
export function largestInvitationTexts(seed = UNSEEN_SEED): Promise<readonly string[]> {
  return textsOf(LARGEST, seed);
}

async function textsOf(
  names: readonly (typeof RECORDED)[number][],
  seed: number,
): Promise<readonly string[]> {
  const random = createSeededRandom(seed);
  const inviter = {
    key: random.bytes(PUBLIC_KEY_BYTES),
    sign: async () => random.bytes(SIGNATURE_BYTES),
  };
  const made = names.flatMap((name) => {
    const packed = packDescription(readRecorded(name));
    if (!packed.ok) throw new Error(`${name}: ${packed.error.detail}`);
    const parts = {
      expiresAtMs: Date.UTC(2026, 11, 1),
      secret: random.bytes(INVITATION_SECRET_BYTES),
      description: packed.value,
    };
    return [encodeInvitation(parts), encodeInvitation({ ...parts, inviter })];
  });
  const invitations = await Promise.all(made);
  return invitations.map((bytes) => formatMeetingLink(PAGE, 'invitation', bytes));
}

/** One picture of the set. */
export function photographInvitation(texts: readonly string[], number: number, seed = SET_SEED): Photograph {
  return photograph(texts[number % texts.length] ?? '', seed, number);
}

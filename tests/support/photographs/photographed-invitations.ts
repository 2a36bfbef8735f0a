// The set that the reader of codes is measured on: invitations of every recorded engine, without and with an identity, as
// the page draws them, in front of a camera.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES } from '../../../src/primitives/crypto.ts';
import { encodeInvitation, INVITATION_SECRET_BYTES } from '../../../src/signaling/invitation.ts';
import { formatMeetingLink } from '../../../src/signaling/invitation-text.ts';
import { packDescription } from '../../../src/signaling/packed-description.ts';
import { createSeededRandom } from '../seeded-random.ts';
import { photograph, type Photograph } from './photograph.ts';

export const SET_SIZE = 200;
/** Any other gives pictures of the same kinds. */
export const SET_SEED = 1;

const ENGINES = ['chromium', 'firefox', 'safari'] as const;
const PAGE = 'https://kith.example/';

/** `zxing_reader.wasm`, as the page carries it. */
export function readerProgram(): Uint8Array<ArrayBuffer> {
  const path = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  return new Uint8Array(readFileSync(path));
}

/** Links of versions 8 and 11 in turn: plain, and with an identity. What would be keys is drawn, too. */
export async function invitationTexts(seed = SET_SEED): Promise<readonly string[]> {
  const random = createSeededRandom(seed);
  const inviter = {
    key: random.bytes(PUBLIC_KEY_BYTES),
    sign: async () => random.bytes(SIGNATURE_BYTES),
  };
  const made = ENGINES.flatMap((engine) => {
    const path = new URL(`../../fixtures/descriptions/${engine}-offer.sdp`, import.meta.url);
    const packed = packDescription(readFileSync(path, 'utf8'));
    if (!packed.ok) throw new Error(`${engine}: ${packed.error.detail}`);
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

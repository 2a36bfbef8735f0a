// What somebody gives in place of pasted text: a file of Kith is read as its text, a picture for the code in it. Sizes
// are looked at before anything is decoded.

import { MAX_UNASKED_PIXELS, readPictureFacts } from '../../media/picture-header.ts';
import { readPictureCode } from '../../platform/codes/lazy-codes.ts';
import { isCodeOfKith } from '../../platform/codes/of-kith.ts';
import type { Clock } from '../../primitives/clock.ts';
import { err, ok, type Result } from '../../primitives/result.ts';

/** `other-code`: of another app. `unable`: this page reads no codes. */
export type GivenProblem = 'too-large' | 'no-picture' | 'no-code' | 'other-code' | 'unable';

/** The text of a file of Kith is short; more is not read. */
export const MAX_TEXT_FILE_BYTES = 8_192;
/** What a camera makes at its best; larger ones are not opened. */
export const MAX_PICTURE_BYTES = 32 * 1024 * 1024;
/** The size of a picture stands in its first bytes; after a preview, somewhat later. */
const HEAD_BYTES = 512 * 1024;

/** The text in `file`, of which nothing is known yet. */
export async function readGiven(clock: Clock, file: Blob): Promise<Result<string, GivenProblem>> {
  if (!file.type.startsWith('image/')) {
    if (file.size > MAX_TEXT_FILE_BYTES) return err('no-picture');
    return file.text().then(
      (text) => ok(text),
      () => err('no-picture'),
    );
  }
  if (file.size > MAX_PICTURE_BYTES) return err('too-large');
  const facts = readPictureFacts(await headOf(file));
  if (!facts) return err('no-picture');
  if (facts.width * facts.height > MAX_UNASKED_PIXELS) return err('too-large');
  const read = await readPictureCode(clock, file);
  return read.ok ? judgeCode(read.value) : read;
}

/** Nothing is done with the code of another app, whatever it says. */
export function judgeCode(text: string): Result<string, 'other-code'> {
  return isCodeOfKith(text) ? ok(text) : err('other-code');
}

async function headOf(file: Blob): Promise<Uint8Array> {
  const head = file.slice(0, HEAD_BYTES);
  return head.arrayBuffer().then(
    (buffer) => new Uint8Array(buffer),
    () => new Uint8Array(),
  );
}

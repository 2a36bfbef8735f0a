// Small pictures of pictures, for an offer: drawn anew, so that nothing of what a camera wrote into them goes along. The
// browser does the drawing; what takes too long, or is no picture after all, has none.

import type { Bytes } from '../../primitives/bytes.ts';
import type { ChosenFile } from './dropped-files.ts';

/** Of one share: each look goes to everybody in the room, and a folder of photographs would be megabytes. */
const MOST_LOOKS = 8;
/** What a browser has to unfold for it. */
const MOST_FILE_BYTES = 64 * 2 ** 20;
/** Sharing does not wait longer. */
const MOST_WAIT_MS = 1_500;
/** Pixels of the longer side, and quality: the first that fits. */
const TRIES = [
  [96, 0.7],
  [96, 0.5],
  [64, 0.5],
  [48, 0.4],
] as const;

/** The same files, the first few pictures among them with a look of at most `mostBytes`. */
export async function withLooks(
  files: readonly ChosenFile[],
  mostBytes: number,
): Promise<readonly ChosenFile[]> {
  const pictures = files.filter(({ file }) => isPicture(file)).slice(0, MOST_LOOKS);
  if (pictures.length === 0) return files;
  const looks = new Map<ChosenFile, Bytes>();
  const making = Promise.all(
    pictures.map(async (each) => {
      const look = await lookOf(each.file, mostBytes).catch(() => undefined);
      if (look) looks.set(each, look);
    }),
  );
  await Promise.race([making, new Promise((resolve) => setTimeout(resolve, MOST_WAIT_MS))]);
  return files.map((each) => {
    const look = looks.get(each);
    return look ? { ...each, look } : each;
  });
}

function isPicture({ type, size }: File): boolean {
  return /^image\/(?:jpeg|png|webp|avif|gif|bmp)$/.test(type) && size > 0 && size <= MOST_FILE_BYTES;
}

async function lookOf(file: File, mostBytes: number): Promise<Bytes | undefined> {
  const picture = await createImageBitmap(file);
  try {
    for (const [longer, quality] of TRIES) {
      const blob = await drawWithin(picture, longer, quality);
      if (blob?.type === 'image/jpeg' && blob.size <= mostBytes)
        return new Uint8Array(await blob.arrayBuffer());
    }
    return undefined;
  } finally {
    picture.close();
  }
}

function drawWithin(picture: ImageBitmap, side: number, quality: number): Promise<Blob | null> {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext('2d');
  if (!context) return Promise.resolve(null);
  // What shines through is drawn on white: JPEG has no holes.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => {
    canvas.toBlob(resolve, 'image/jpeg', quality);
  });
}

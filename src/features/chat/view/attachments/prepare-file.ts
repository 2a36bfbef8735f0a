// Makes a picked file fit into a message: pictures are drawn smaller, and lose what a camera wrote into them, such as where
// it was. What cannot be taken out of a file is said. The browser does the drawing; `canvas` parts are its own.

import { MAX_ATTACHMENT_BYTES } from '../../api.ts';
import { cleanFileName } from './media.ts';
import { hasText } from '../../../../media/picture-header.ts';
import { stripPicture } from './strip-picture.ts';

export interface PreparedFile {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly type: string;
  /** It goes as it is, with where it was taken if that was written into it. */
  readonly mayTellPlace?: boolean;
}

/** Pixels of the longer side; a phone's screen at its finest. */
const SIDES_PX = [2_048, 1_600, 1_280, 960, 640] as const;
const QUALITY = 0.85;
/** Redrawn to be smaller; a moving GIF would stand still. */
const REDRAWN = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/bmp']);
/** Cameras write places into these, however small the picture; the other kinds lose them without being drawn again. */
const ALWAYS_REDRAWN = new Set(['image/jpeg', 'image/avif']);

/** Undefined when it does not fit, however small it is drawn. */
export async function prepareFile(file: File): Promise<PreparedFile | undefined> {
  const name = cleanFileName(file.name);
  const isLarge = file.size > MAX_ATTACHMENT_BYTES;
  if (ALWAYS_REDRAWN.has(file.type) || (isLarge && REDRAWN.has(file.type))) {
    const drawn = await redraw(file, name);
    if (drawn) return drawn;
  }
  if (isLarge) return undefined;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const type = file.type || 'application/octet-stream';
  const stripped = stripPicture(bytes);
  if (stripped) return { bytes: stripped, name, type };
  return { bytes, name, type, mayTellPlace: mayTellPlace(bytes, type) };
}

/** Pictures and films that go as they are; by their type, and by what HEIC, films of phones and TIFF begin with. */
function mayTellPlace(bytes: Uint8Array, type: string): boolean {
  if (/^(?:image\/(?!svg|bmp|x-icon)|video\/)/.test(type)) return true;
  return hasText(bytes, 4, 'ftyp') || hasText(bytes, 0, 'II*\0') || hasText(bytes, 0, 'MM\0*');
}

async function redraw(file: File, name: string): Promise<PreparedFile | undefined> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    // No picture after all: it goes as a file, if it is small enough.
    return undefined;
  }
  try {
    for (const side of SIDES_PX) {
      const blob = await drawWithin(picture, side, file.type);
      if (blob && blob.size <= MAX_ATTACHMENT_BYTES)
        return {
          bytes: new Uint8Array(await blob.arrayBuffer()),
          name: withEnding(name, blob.type),
          type: blob.type,
        };
    }
    return undefined;
  } finally {
    picture.close();
  }
}

async function drawWithin(picture: ImageBitmap, side: number, type: string): Promise<Blob | null> {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const made = type === 'image/jpeg' ? 'image/jpeg' : 'image/webp';
  return new Promise((resolve) => canvas.toBlob(resolve, made, QUALITY));
}

const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/png': 'png',
};

function withEnding(name: string, type: string): string {
  const ending = ENDINGS[type] ?? 'img';
  const stem = name.replace(/\.[^.]{1,5}$/, '');
  return /\.jpe?g$/i.test(name) && ending === 'jpg' ? name : `${stem}.${ending}`;
}

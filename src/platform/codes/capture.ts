// Frames and pictures as pixels, bounded: what is larger is made smaller before it is looked at.

import { err, ok, type Result } from '../../primitives/result.ts';
import type { Pixels } from './pixels.ts';

/** Of the longer side of a frame; a code fills a good part of it. */
const MAX_FRAME_SIDE = 1_280;

/** Makes each frame on the same canvas. */
export function createCapture(document: Document): (video: HTMLVideoElement) => Pixels | undefined {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (video) => {
    const { videoWidth, videoHeight } = video;
    if (!context || videoWidth === 0 || videoHeight === 0) return undefined;
    const scale = Math.min(1, MAX_FRAME_SIDE / Math.max(videoWidth, videoHeight));
    canvas.width = Math.round(videoWidth * scale);
    canvas.height = Math.round(videoHeight * scale);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height);
  };
}

/** The picture in `blob`, at most `maxSide` pixels wide and high. Errs for what the browser cannot decode. */
export async function pixelsOf(
  document: Document,
  blob: Blob,
  maxSide: number,
): Promise<Result<Pixels, 'no-picture'>> {
  try {
    const picture = await createImageBitmap(blob);
    const scale = Math.min(1, maxSide / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) return err('no-picture');
    // What is see-through is paper.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return ok(context.getImageData(0, 0, canvas.width, canvas.height));
  } catch {
    return err('no-picture');
  }
}

// A sound in which every place is found, out of one that was written while it was recorded: Firefox plays those from the
// beginning only, and no browser knows how long they are. Nothing is decoded: it costs what copying costs.

import { writeOggOpus } from './ogg-opus.ts';
import { readWebmOpus } from './webm-opus.ts';

export const INDEXED_TYPE = 'audio/ogg; codecs=opus';

/** Undefined for other kinds, and for what does not read. */
export async function indexSound(sound: Blob): Promise<Blob | undefined> {
  if (!/^audio\/webm\b/.test(sound.type)) return undefined;
  const stream = readWebmOpus(new Uint8Array(await sound.arrayBuffer()));
  const bytes = stream && writeOggOpus(stream);
  return bytes && new Blob([bytes], { type: INDEXED_TYPE });
}

// As which type a file is given to the browser to be shown. Systems know no type for many sounds and films; of what is
// offered without one the name tells what it may be, and only what a browser plays: nothing that it would run.

import { safeBlobType } from '../../../swarm/store/safe-type.ts';
import type { FileRow } from '../api.ts';

export type CanPlay = (type: string) => boolean;

/** What each ending may be called, the truest first: browsers that read it know it by different names. */
const PLAYED: ReadonlyMap<string, readonly string[]> = new Map([
  ['3gp', ['video/3gpp', 'video/mp4']],
  ['aac', ['audio/aac']],
  ['flac', ['audio/flac', 'audio/x-flac']],
  ['m4a', ['audio/mp4', 'audio/x-m4a']],
  ['m4b', ['audio/mp4', 'audio/x-m4a']],
  ['m4v', ['video/mp4', 'video/x-m4v']],
  ['mka', ['audio/x-matroska', 'audio/matroska', 'audio/webm']],
  ['mkv', ['video/x-matroska', 'video/matroska', 'video/webm']],
  ['mov', ['video/quicktime', 'video/mp4']],
  ['mp3', ['audio/mpeg']],
  ['mp4', ['video/mp4']],
  ['oga', ['audio/ogg']],
  ['ogg', ['audio/ogg']],
  ['ogv', ['video/ogg']],
  ['opus', ['audio/ogg', 'audio/opus']],
  ['wav', ['audio/wav', 'audio/x-wav']],
  ['weba', ['audio/webm']],
  ['webm', ['video/webm']],
]);

/** Says nothing of what it is. */
const UNSAID: ReadonlySet<string> = new Set(['', 'application/octet-stream']);

/** Without parameters: a type, or `application/octet-stream`. */
export function shownTypeOf(
  { name, mimeType }: Pick<FileRow, 'name' | 'mimeType'>,
  canPlay: CanPlay,
): string {
  const played = UNSAID.has(mimeType.toLowerCase()) ? (PLAYED.get(endingOf(name)) ?? []) : [];
  return played.find(canPlay) ?? safeBlobType(mimeType);
}

/** Lower case, without its dot; '' for none. */
export function endingOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}

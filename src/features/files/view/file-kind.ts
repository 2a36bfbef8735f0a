// What a file is drawn and shown as. Its offerer's word for its type is a hint for the icon; what a browser would run is
// only ever shown as text.

import type { IconName } from '../../../ui/icon-shapes.ts';
import type { FileRow } from '../api.ts';
import { endingOf, shownTypeOf, type CanPlay } from './shown-type.ts';

export type PreviewKind = 'picture' | 'sound' | 'film' | 'pdf' | 'text' | 'none';

type Described = Pick<FileRow, 'name' | 'mimeType'>;

const TEXT_ENDINGS = new Set(
  'asc bat c cfg conf cpp cs css csv diff geojson go gpx h hs htm html ini java js json jsonl kml kt log lua m3u m3u8 md mjs pl php po py r rb rs rst sh sql srt svg tex toml ts tsv tsx txt vtt xml yaml yml'.split(
    ' ',
  ),
);
const CODE_ENDINGS = new Set(
  'c cpp cs css go h hs htm html java js json kt lua mjs pl php py r rb rs sh sql ts tsx xml yaml yml'.split(
    ' ',
  ),
);
const ARCHIVE_ENDINGS = new Set('7z bz2 gz jar rar tar tgz xz zip zst'.split(' '));
const TRACK_ENDINGS = new Set(['geojson', 'gpx', 'kml']);
const TEXT_TYPE =
  /^(?:text\/[a-z0-9.+-]+|application\/(?:json|xml|javascript|x-ndjson|[a-z0-9.+-]+\+(?:json|xml)))$/;

export function previewKindOf(file: Described, canPlay: CanPlay): PreviewKind {
  const type = shownTypeOf(file, canPlay);
  if (type.startsWith('image/')) return 'picture';
  if (type.startsWith('audio/')) return 'sound';
  if (type.startsWith('video/')) return 'film';
  if (type === 'application/pdf') return 'pdf';
  return isText(file) ? 'text' : 'none';
}

export function iconOf(file: Described): IconName {
  const ending = endingOf(file.name);
  if (TRACK_ENDINGS.has(ending)) return 'route';
  if (ARCHIVE_ENDINGS.has(ending)) return 'filezip';
  if (CODE_ENDINGS.has(ending)) return 'filecode';
  // What it is, wherever it can be played.
  return ICONS[previewKindOf(file, () => true)];
}

const ICONS: Readonly<Record<PreviewKind, IconName>> = {
  picture: 'fileimage',
  sound: 'fileaudio',
  film: 'filevideo',
  pdf: 'filetext',
  text: 'filetext',
  none: 'file',
};

function isText({ name, mimeType }: Described): boolean {
  const [type = ''] = mimeType.toLowerCase().split(';');
  return TEXT_TYPE.test(type.trim()) || TEXT_ENDINGS.has(endingOf(name));
}

/** A longer one is no ending that anybody knows. */
const MAX_ENDING_LENGTH = 12;

/** What it is called, and what kind of file its system takes it for. */
export function partFileName(name: string): { readonly stem: string; readonly ending: string } {
  const dot = name.lastIndexOf('.');
  const hasEnding = dot > 0 && name.length - dot <= MAX_ENDING_LENGTH;
  const at = hasEnding ? dot : name.length;
  return { stem: name.slice(0, at), ending: name.slice(at) };
}

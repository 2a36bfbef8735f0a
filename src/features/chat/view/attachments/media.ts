// What of an attachment is shown as what. Its sender's word for its type is only believed for kinds that no browser runs.

import type { Attachment } from '../../api.ts';

export type MediaKind = 'picture' | 'sound' | 'film' | 'file';

/** No SVG: it may hold scripts, and a picture that was one would be a page when it is saved and opened. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);
const SOUNDS = /^audio\/(?:mpeg|mp4|aac|ogg|webm|wav|x-wav|flac)(?:;|$)/;
const FILMS = /^video\/(?:mp4|webm|ogg|quicktime)(?:;|$)/;

export function mediaKindOf({ type }: Pick<Attachment, 'type'>): MediaKind {
  if (PICTURES.has(type)) return 'picture';
  if (SOUNDS.test(type)) return 'sound';
  return FILMS.test(type) ? 'film' : 'file';
}

/** The type a browser is told; nothing that it would run. */
export function safeTypeOf(attachment: Pick<Attachment, 'type'>): string {
  return mediaKindOf(attachment) === 'file' ? 'application/octet-stream' : attachment.type;
}

const MAX_NAME_LENGTH = 120;

/** A file's name without what would turn it round, hide its ending or lead out of its folder. */
export function cleanFileName(name: string): string {
  const clean = name
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\u115F\u1160\u3164\uFFA0]/gu, '')
    .replaceAll(/[/\\:*?"<>|]/g, '_')
    .replace(/^[.\s]+/, '')
    .trim();
  if (clean.length <= MAX_NAME_LENGTH) return clean || 'file';
  const dot = clean.lastIndexOf('.');
  const ending = dot > 0 && clean.length - dot <= 12 ? clean.slice(dot) : '';
  return `${clean.slice(0, MAX_NAME_LENGTH - ending.length - 1).toWellFormed()}…${ending}`;
}

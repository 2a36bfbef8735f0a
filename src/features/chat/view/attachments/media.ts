// What of an attachment is shown as what. Its sender's word for its type is only believed for kinds that no browser runs.

import { visibleLine } from '../../../../room/display-name.ts';
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
/** More of a name is not looked at; file systems take 255 bytes. */
const MAX_READ_LENGTH = 1_024;

/** A file's name without what would turn it round, hide its ending or lead out of its folder. */
export function cleanFileName(name: string): string {
  const clean = visibleLine(name.slice(0, MAX_READ_LENGTH))
    .replaceAll(/[/\\:*?"<>|\u2024\u2044\u2215\u29F8\uFF0E\uFF0F]/g, '_')
    .replace(/^[.\s]+/, '')
    // Windows leaves these off, and what stands before them is the ending then.
    .replace(/[.\s]+$/, '');
  if (clean.length <= MAX_NAME_LENGTH) return clean || 'file';
  const { ending } = partFileName(clean);
  return `${clean.slice(0, MAX_NAME_LENGTH - ending.length - 1).toWellFormed()}…${ending}`;
}

/** A longer one is no ending that anybody knows. */
const MAX_ENDING_LENGTH = 12;

/** What it is called, and what kind of file its system takes it for; '' for none. */
export function partFileName(name: string): { readonly stem: string; readonly ending: string } {
  const dot = name.lastIndexOf('.');
  const hasEnding = dot > 0 && name.length - dot <= MAX_ENDING_LENGTH;
  const at = hasEnding ? dot : name.length;
  return { stem: name.slice(0, at), ending: name.slice(at) };
}

// A room as one file: a page that anybody can read without Kith, and the same as JSON inside it for programs. It asks
// nobody for anything and runs nothing.

import { formatBase64url } from '../../primitives/base64url.ts';
import type { TranscriptLine } from '../../features/keepable.ts';
import type { FileToSave } from '../../platform/save-file.ts';
import { sayMark } from '../../ui/mark-words.ts';
import { directionOf, say, type Locale } from '../../ui/words.ts';
import type { Visit } from '../session.ts';
import { exportWords } from './words.ts';

export interface ExportedRoom {
  readonly format: 'kith-room';
  readonly version: 1;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly savedMs: number;
  /** By the id of the space. */
  readonly lines: Readonly<Record<string, readonly TranscriptLine[]>>;
  /** Shared documents as Yjs updates of version 1, base64url. */
  readonly documents: readonly { readonly key: string; readonly space: string; readonly update: string }[];
}

export interface ExportLook {
  readonly locale: Locale;
  readonly nowMs: number;
}

export async function exportRoom(visit: Visit, look: ExportLook): Promise<FileToSave> {
  const room = await gather(visit, look);
  const blob = new Blob([formatExport(room, look.locale)], { type: 'text/html' });
  return { blob, name: `${nameOf(visit.title)}.html` };
}

async function gather(visit: Visit, { locale, nowMs }: ExportLook): Promise<ExportedRoom> {
  const lines: Record<string, readonly TranscriptLine[]> = {};
  for (const { feature, model } of visit.spaces) {
    const said = await feature.transcribe?.(model, (author) =>
      author ? author.name || sayMark(locale, author.mark) : say(locale, exportWords.nobody),
    );
    if (said) lines[feature.id] = said;
  }
  const documents = visit.docs
    .opened()
    .map((doc) => ({ key: doc.key, space: doc.space, update: formatBase64url(doc.snapshot()) }));
  return { format: 'kith-room', version: 1, title: visit.title, savedMs: nowMs, lines, documents };
}

/** The whole page. Every word of others is text in it, never markup. */
export function formatExport(room: ExportedRoom, locale: Locale): string {
  const when = formatMoment(locale, room.savedMs);
  const lines = Object.values(room.lines).flat();
  const body = lines.map((line) => formatLine(line, locale)).join('\n');
  return `<!doctype html>
<html lang="${locale}" dir="${directionOf(locale)}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${escapeText(room.title)}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark }
h1 { font-family: serif } dt { font-weight: 600; margin-top: 1rem } dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere }
time { font-weight: 400; opacity: .75 } p { opacity: .75 }
</style>
<h1>${escapeText(room.title)}</h1>
<p>${escapeText(say(locale, exportWords.saved, { when }))}</p>
${lines.length === 0 ? `<p>${escapeText(say(locale, exportWords.empty))}</p>` : `<dl>\n${body}\n</dl>`}
<p>${escapeText(say(locale, exportWords.data))}</p>
<script type="application/json" id="kith-room">${escapeJson(room)}</script>
</html>
`;
}

function formatLine({ author, atMs, text }: TranscriptLine, locale: Locale): string {
  const when = escapeText(formatMoment(locale, atMs));
  const time = `<time datetime="${new Date(atMs).toISOString()}">${when}</time>`;
  return `<dt><bdi>${escapeText(author)}</bdi> ${time}</dt><dd dir="auto">${escapeText(text)}</dd>`;
}

/** With the year: a file is read long after. */
function formatMoment(locale: Locale, atMs: number): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }).format(atMs);
}

function escapeText(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** JSON in which nothing can end the element around it. */
function escapeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A file name that every system takes. */
function nameOf(title: string): string {
  const plain = title
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N} -]/gu, '')
    .trim()
    .slice(0, 60);
  return plain === '' ? 'Kith' : `Kith ${plain}`;
}

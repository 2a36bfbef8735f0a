// The talk as something to be kept on this device or handed out. Who wrote what is as it was when it was kept: the store
// is this person's own, but what is read from it is checked like anything else.

import { effect } from '@preact/signals-core';
import { decodeMessage, encodeMessage, type DecodeError } from '../../primitives/codec.ts';
import type { IdentityId } from '../../primitives/ids.ts';
import { DYES, THINGS } from '../../primitives/mark.ts';
import type { Result } from '../../primitives/result.ts';
import { integer, list, oneOf, record, text, type Parsed } from '../../primitives/schema.ts';
import type { Keepable, TranscriptLine } from '../keepable.ts';
import type { Author } from './authors.ts';
import type { ChatEntry, ChatModel } from './model.ts';
import { MAX_TEXT_LENGTH } from './protocol.ts';

/** Lines of one piece: 2 MB at the very most. */
const LINES_AT_ONCE = 64;
/** An identity, a slash and a message's id in hex. */
const MAX_KEY_LENGTH = 120;
/** The last one that a date can show. Source: ECMA-262, time values. */
const LAST_MOMENT_MS = 8_640_000_000_000_000;
/** 40 graphemes of the longest kind that people use. */
const MAX_NAME_LENGTH = 160;

const PIECE = record({
  version: oneOf(1),
  lines: list(
    record({
      key: text({ minLength: 1, maxLength: MAX_KEY_LENGTH }),
      identityId: text({ minLength: 1, maxLength: 64 }),
      text: text({ minLength: 1, maxLength: MAX_TEXT_LENGTH }),
      atMs: integer({ min: 0, max: LAST_MOMENT_MS }),
      name: text({ maxLength: MAX_NAME_LENGTH }),
      /** Places in the lists of marks, whose order is frozen. */
      dye: integer({ min: 0, max: DYES.length - 1 }),
      thing: integer({ min: 0, max: THINGS.length - 1 }),
    }),
    { maxLength: LINES_AT_ONCE },
  ),
});
type KeptTalk = Parsed<typeof PIECE>;

export function decodeKeptTalk(piece: Uint8Array): Result<KeptTalk, DecodeError> {
  return decodeMessage(piece, PIECE);
}

export function keepTalk(model: ChatModel): Keepable {
  const told = new Set<string>();

  function piecesOf(entries: readonly ChatEntry[]) {
    const lines = entries.map((entry) => lineOf(entry, model.authors.value.get(entry.identityId)));
    return Array.from({ length: Math.ceil(lines.length / LINES_AT_ONCE) }, (_, i) =>
      encodeMessage({ version: 1, lines: lines.slice(i * LINES_AT_ONCE, (i + 1) * LINES_AT_ONCE) }),
    );
  }

  return {
    snapshot: () => piecesOf(model.entries.peek()),
    restore(piece) {
      const kept = decodeKeptTalk(piece);
      if (!kept.ok) return false;
      const { lines } = kept.value;
      for (const { key } of lines) told.add(key);
      model.restore(
        lines.map(({ key, identityId, text: words, atMs }) => ({
          key,
          identityId: identityId as IdentityId,
          text: words,
          atMs,
        })),
        new Map(
          lines.map(({ identityId, name, dye, thing }) => [
            identityId as IdentityId,
            { name, mark: { dye: DYES[dye] ?? DYES[0], thing: THINGS[thing] ?? THINGS[0] } },
          ]),
        ),
      );
      return true;
    },
    onChange(listener) {
      return effect(() => {
        const fresh = model.entries.value.filter(({ key }) => !told.has(key));
        for (const { key } of fresh) told.add(key);
        for (const piece of piecesOf(fresh)) listener(piece);
      });
    },
  };
}

export function transcribeTalk(
  model: ChatModel,
  nameOf: (author: Author | undefined) => string,
): readonly TranscriptLine[] {
  return model.entries.peek().map(({ identityId, atMs, text: words }) => ({
    author: nameOf(model.authors.peek().get(identityId)),
    atMs,
    text: words,
  }));
}

function lineOf({ key, identityId, text: words, atMs }: ChatEntry, author: Author | undefined) {
  const { dye, thing } = author?.mark ?? { dye: DYES[0], thing: THINGS[0] };
  return {
    key,
    identityId,
    text: words,
    atMs: Math.max(0, Math.round(atMs)),
    name: (author?.name ?? '').slice(0, MAX_NAME_LENGTH).toWellFormed(),
    dye: DYES.indexOf(dye),
    thing: THINGS.indexOf(thing),
  };
}

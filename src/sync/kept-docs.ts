// Shared documents as something to be kept: every document that was opened, its snapshot, each change, and merging what
// was kept. Knows no storage.

import type { Bytes } from '../primitives/bytes.ts';
import { decodeMessage, encodeMessage, type DecodeError } from '../primitives/codec.ts';
import type { Unsubscribe } from '../primitives/events.ts';
import type { Result } from '../primitives/result.ts';
import { bytes, record, text, type Parsed } from '../primitives/schema.ts';
import type { SharedDoc } from './shared-docs.ts';
import type { WatchedDocs } from './watched-docs.ts';

/** A document as large as its budget allows, and one update of it. */
const MAX_DOC_UPDATE_BYTES = 32 * 1024 * 1024;

const PIECE = record({
  key: text({ minLength: 1, maxLength: 64 }),
  space: text({ maxLength: 64 }),
  update: bytes({ maxLength: MAX_DOC_UPDATE_BYTES }),
});

export function decodeKeptDoc(piece: Uint8Array): Result<Parsed<typeof PIECE>, DecodeError> {
  return decodeMessage(piece, PIECE);
}

/** The same shape as what a feature lets be kept. */
export interface KeepableDocs {
  snapshot(): readonly Bytes[];
  restore(piece: Uint8Array): boolean;
  onChange(listener: (piece: Bytes) => void): Unsubscribe;
}

export function keepDocs(docs: WatchedDocs): KeepableDocs {
  const pieceOf = ({ key, space }: SharedDoc, update: Uint8Array) => encodeMessage({ key, space, update });
  return {
    snapshot: () => docs.opened().map((doc) => pieceOf(doc, doc.snapshot())),
    restore(piece) {
      const kept = decodeKeptDoc(piece);
      if (!kept.ok) return false;
      const { key, space, update } = kept.value;
      try {
        return docs.open(key, { space }).restore(update).ok;
      } catch (error) {
        // More documents than there may be.
        if (error instanceof RangeError) return false;
        throw error;
      }
    },
    onChange(listener) {
      const stops = new Map<string, Unsubscribe>();
      const watch = (doc: SharedDoc) => {
        stops.set(
          doc.key,
          doc.onUpdate((update, origin) => {
            if (origin !== 'restored') listener(pieceOf(doc, update));
          }),
        );
      };
      for (const doc of docs.opened()) {
        if (docs.hasNews(doc)) listener(pieceOf(doc, doc.snapshot()));
        watch(doc);
      }
      const stopOpened = docs.onOpened(watch);
      return () => {
        stopOpened();
        for (const stop of stops.values()) stop();
      };
    },
  };
}

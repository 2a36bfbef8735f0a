// Decoders of shared state: updates, vectors, messages about documents, presence.

import * as Y from 'yjs';
import { decodeMessage, encodeMessage, type Encodable } from '../../../src/primitives/codec.ts';
import type { Protocol } from '../../../src/room/protocol-definition.ts';
import { PARTS_PROTOCOL, SYNC_PROTOCOL, type SyncMessage } from '../../../src/sync/exchange/protocol.ts';
import { parseJson } from '../../../src/sync/json.ts';
import { PRESENCE_PROTOCOL } from '../../../src/sync/presence/protocol.ts';
import { checkUpdate } from '../../../src/sync/update/check-update.ts';
import { parseStateVector, parseUpdate, type ParsedUpdate } from '../../../src/sync/update/parse-update.ts';
import { openEnveloped, readGoldenFrames } from '../golden-frames.ts';
import type { Decoder, FieldLimits } from './fuzz.ts';

function payloadsOf(protocol: Pick<Protocol, 'id' | 'version'>): Uint8Array[] {
  return readGoldenFrames(`${protocol.id}-v1.json`).map(({ frame }) => openEnveloped(frame, protocol));
}

/** The updates, or vectors, of recorded messages. */
function recorded(...types: readonly number[]): Uint8Array[] {
  const messages = readGoldenFrames<SyncMessage>('sync-v1.json').map(({ value }) => value);
  return messages.flatMap((message) =>
    types.includes(message[0]) && message[2] instanceof Uint8Array ? [message[2]] : [],
  );
}

/** Whatever is read and makes sense by itself is applied without a word, and nothing of it waits inside Yjs. */
function applies(value: unknown): void {
  const update = value as { readonly value: ParsedUpdate };
  const checked = checkUpdate(update.value, () => 0);
  if (!checked.ok || checked.value.needs.length > 0 || checked.value.same.length > 0) return;
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update.value.bytes);
  if (doc.store.pendingStructs || doc.store.pendingDs) throw new Error('something waits inside Yjs');
}

function ofChannel<M>(name: string, protocol: Protocol<M>, limits: FieldLimits): Decoder {
  const { id, message, maxBytes } = protocol;
  return {
    title: `message of ${id}`,
    covers: [name],
    input: 'bytes',
    head: 0,
    samples: payloadsOf(protocol),
    decode: (payload) => (payload.length > maxBytes ? undefined : decodeMessage(payload, message)),
    encode: (value) => encodeMessage(value as Encodable),
    limits,
  };
}

export const syncDecoders: readonly Decoder[] = [
  {
    title: 'update',
    covers: ['src/sync/update/parse-update.ts#parseUpdate'],
    input: 'bytes',
    samples: recorded(0),
    decode: (input) => parseUpdate(input),
    check: (value) => applies({ value }),
  },
  {
    title: 'state vector',
    covers: ['src/sync/update/parse-update.ts#parseStateVector'],
    input: 'bytes',
    samples: recorded(1, 2),
    decode: (input) => parseStateVector(input),
  },
  ofChannel('src/sync/exchange/protocol.ts#SYNC_PROTOCOL', SYNC_PROTOCOL, {
    text: 64,
    bytes: 49_152,
    list: 4,
  }),
  ofChannel('src/sync/exchange/protocol.ts#PARTS_PROTOCOL', PARTS_PROTOCOL, { bytes: 45_056, list: 5 }),
  ofChannel('src/sync/presence/protocol.ts#PRESENCE_PROTOCOL', PRESENCE_PROTOCOL, { text: 2_000 }),
  {
    title: 'JSON text',
    covers: ['src/sync/json.ts#parseJson'],
    input: 'text',
    samples: ['{}', '[1,2.5,"x",null,true,{"a":[[]]}]', '"text"'],
    decode: (input) => parseJson(input),
  },
];

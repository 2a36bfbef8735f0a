import { describe, expect, test } from 'vitest';
import { decodeMessage, encodeMessage, type Encodable } from '../../../src/primitives/codec.ts';
import {
  NEXT,
  PARTS_PROTOCOL,
  PULL,
  STATE,
  SYNC_PROTOCOL,
  UPDATE,
  type SyncMessage,
} from '../../../src/sync/exchange/protocol.ts';
import { PRESENCE_PROTOCOL } from '../../../src/sync/presence/protocol.ts';
import { enveloped, openEnveloped, readGoldenFrames } from '../../support/golden-frames.ts';

describe.each([
  ['sync', SYNC_PROTOCOL],
  ['sync-parts', PARTS_PROTOCOL],
  ['presence', PRESENCE_PROTOCOL],
] as const)('%s', (id, protocol) => {
  test.each(readGoldenFrames<Encodable>(`${id}-v1.json`))(
    '$title: recorded frame and value are the same',
    ({ frame, value }) => {
      const payload = openEnveloped(frame, protocol);
      expect(decodeMessage<unknown>(payload, protocol.message)).toEqual({ ok: true, value });
      expect(enveloped(encodeMessage(value), protocol)).toBe(frame);
    },
  );
});

test('every message of sync is recorded', () => {
  const types = readGoldenFrames<SyncMessage>('sync-v1.json').map(({ value }) => value[0]);
  expect(new Set(types)).toEqual(new Set([UPDATE, STATE, PULL, NEXT]));
});

// Rooms as they have been handed out: their links, their keys and where their members meet must never change.

import { webcrypto } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { routerId, SLOTS } from '../../../src/discovery/namespace.ts';
import { createWebCrypto } from '../../../src/platform/web-crypto.ts';
import { parseRoomCode, type RoomCode } from '../../../src/room/room-code.ts';
import { deriveRoomKeys } from '../../../src/room/room-keys.ts';
import { formatRoomLink, formatRoomText, parseRoomLink } from '../../../src/room/room-link.ts';
import { readGolden } from '../../support/golden-frames.ts';

interface GoldenRoom {
  readonly title: string;
  readonly code: RoomCode;
  readonly owner?: string;
  readonly link: string;
  readonly text: string;
  readonly namespace: Uint8Array;
  readonly psk: Uint8Array;
  readonly routers: readonly string[];
}

const { rooms } = readGolden('room-v1.json') as { readonly rooms: readonly GoldenRoom[] };
const PAGE = 'https://host.example:8443/';

describe.each(rooms)('a room $title', ({ code, owner, link, text, namespace, psk, routers }) => {
  const address = { code, owner };

  test('[R1] its link is the same, both ways', () => {
    expect(parseRoomLink(link)).toEqual({ ok: true, value: { ...address, origin: new URL(PAGE).origin } });
    expect(formatRoomLink(PAGE, address)).toBe(link);
  });

  test('[R1] its text form is the same, both ways', () => {
    expect(parseRoomLink(text)).toEqual({ ok: true, value: { ...address, origin: undefined } });
    expect(formatRoomText(address)).toBe(text);
  });

  test('[R1] the first four letters of its words suffice', () => {
    const short = code.map((word) => word.slice(0, 4).toUpperCase()).join(', ');
    expect(parseRoomCode(short)).toEqual({ ok: true, value: code });
  });

  test('[R2] its keys are the same', async () => {
    const keys = await deriveRoomKeys(createWebCrypto(webcrypto.subtle as SubtleCrypto), code);
    expect(keys).toEqual({ namespace, psk });
  });

  test('[R3] its router addresses are the same', () => {
    expect(SLOTS.map((slot) => routerId(namespace, slot))).toEqual(routers);
  });
});

import { expect, it } from 'vitest';
import {
  judgeCode,
  MAX_PICTURE_BYTES,
  MAX_TEXT_FILE_BYTES,
  readGiven,
} from '../../../../src/app/invite/read-given.ts';
import { createSimClock } from '../../../support/sim-clock.ts';

const clock = createSimClock();

/** The first bytes of a PNG that claims a size; nothing of it could be decoded. */
function claimedPng(width: number, height: number): Blob {
  const bytes = new Uint8Array(33);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  new DataView(bytes.buffer).setUint32(16, width);
  new DataView(bytes.buffer).setUint32(20, height);
  return new Blob([bytes], { type: 'image/png' });
}

it('reads a short file as its text, and no long one', async () => {
  expect(await readGiven(clock, new Blob(['kith:a/AAAA']))).toEqual({ ok: true, value: 'kith:a/AAAA' });
  const long = new Blob(['k'.repeat(MAX_TEXT_FILE_BYTES + 1)]);
  expect(await readGiven(clock, long)).toEqual({ ok: false, error: 'no-picture' });
});

it('opens no picture that is or claims to be too large, and nothing that is none', async () => {
  expect(await readGiven(clock, claimedPng(60_000, 60_000))).toEqual({ ok: false, error: 'too-large' });
  const heavy = new Blob([new Uint8Array(MAX_PICTURE_BYTES + 1)], { type: 'image/png' });
  expect(await readGiven(clock, heavy)).toEqual({ ok: false, error: 'too-large' });
  const drawing = new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>'], { type: 'image/svg+xml' });
  expect(await readGiven(clock, drawing)).toEqual({ ok: false, error: 'no-picture' });
});

it.each(['https://example.org/', 'WIFI:T:WPA;S:a;P:b;;', 'BEGIN:VCARD', 'javascript:alert(1)', ''])(
  'takes %j for the code of another app',
  (text) => expect(judgeCode(text)).toEqual({ ok: false, error: 'other-code' }),
);

it.each(['https://host/#/i/AAAA', 'KITH:A/AAAA', 'kith:r/one-two'])('hands %j on', (text) =>
  expect(judgeCode(text)).toEqual({ ok: true, value: text }),
);

// How long an invitation without a server is, and how large its code: for the recorded descriptions of every engine,
// against the same description as it is and deflated; how long from the answer to the link, between engines; and how
// its codes are read from pictures (support/scans.ts).

import { deflateRawSync } from 'node:zlib';
import { encode } from 'uqr';
import { createWebCrypto } from '../src/platform/web-crypto.ts';
import { formatBase64url } from '../src/primitives/base64url.ts';
import { encodeInvitation } from '../src/signaling/invitation.ts';
import { formatMeetingLink, formatMeetingQrText } from '../src/signaling/invitation-text.ts';
import { packDescription } from '../src/signaling/packed-description.ts';
import { median, type Measurement } from './bench.ts';
import { RECORDED as RECORDED_NAMES, readRecorded } from '../tests/support/packed-descriptions.ts';
import { expectInTime, openTable, type EngineName, type LinkTimes } from './support/invitation-links.ts';
import { measureScans } from './support/scans.ts';

/** What each engine wrote: names alone, addresses alone, and both with a public address and a relay. */
const ENGINES = ['chromium', 'firefox', 'safari'] as const;
const RECORDED = RECORDED_NAMES.filter((name) => name.endsWith('-offer'));
const LINKED: readonly EngineName[] = ['chromium', 'firefox'];
const RUNS = 5;
/** Long enough for an engine to have begun looking. */
const WAIT_MS = 2_000;
const PAGE = 'https://kith.example/';
const SECRET = new Uint8Array(16).fill(1);

interface Size {
  readonly chars: number;
  readonly version: number;
}

interface Sizes {
  readonly plain: Size;
  readonly identity: Size;
  /** The same two as the text of a saved file, in letters that a code packs tightest. */
  readonly plainText: Size;
  readonly identityText: Size;
  readonly raw: Size;
  readonly deflated: Size;
}

export async function measure(): Promise<readonly Measurement[]> {
  const measured = await Promise.all(
    RECORDED.map(async (name) => ({ name, sizes: await sizesOf(readRecorded(name)) })),
  );
  // No Safari was at hand: its description is put together, and nothing is compared with it.
  const real = measured.filter(({ name }) => !name.startsWith('safari'));
  return [
    ...worst(
      measured.map(({ sizes }) => sizes),
      real.map(({ sizes }) => sizes),
    ),
    ...ENGINES.map((engine) => ({
      engine,
      sizes: longest(measured.filter(({ name }) => name.startsWith(engine)).map(({ sizes }) => sizes)),
    })).flatMap(({ engine, sizes: { plain, identity, raw, deflated } }) => [
      figure(`${engine}_chars_plain`, plain.chars, deflated.chars),
      figure(`${engine}_chars_identity`, identity.chars, deflated.chars),
      figure(`${engine}_chars_deflated`, deflated.chars, raw.chars),
      figure(`${engine}_chars_raw`, raw.chars, raw.chars),
    ]),
    ...(await measureLinks()),
    ...(await measureScans()),
  ];
}

/** Medians of all pairs of engines, and the slowest of all. A link that opens too late ends the run. */
async function measureLinks(): Promise<readonly Measurement[]> {
  const table = await openTable();
  const measured: Measurement[] = [];
  const all: LinkTimes[] = [];
  for (const [inviter, guest] of LINKED.flatMap((one) => LINKED.map((other) => [one, other] as const))) {
    const times: LinkTimes[] = [];
    for (let run = 0; run < RUNS; run += 1) times.push(await table.meet({ inviter, guest, waitMs: WAIT_MS }));
    all.push(...times);
    expectInTime(`${inviter}, ${guest}`, times);
    const [open, connected] = [
      times.map(({ openMs }) => openMs),
      times.map(({ connectedMs }) => connectedMs),
    ];
    measured.push(
      inMs(`open_${inviter}_${guest}_ms`, median(open)),
      inMs(`connected_${inviter}_${guest}_ms`, median(connected)),
    );
  }
  await table.close();
  return [...measured, inMs('open_max_ms', Math.max(...all.map(({ openMs }) => openMs)))];
}

function inMs(metric: string, ms: number): Measurement {
  return { bench: 'invitation', metric, value: Math.round(ms), unit: 'ms' };
}

/** The largest of all engines, beside the smallest that deflating what was recorded comes to. */
function worst(all: readonly Sizes[], real: readonly Sizes[]): readonly Measurement[] {
  const most = (pick: (sizes: Sizes) => number) => Math.max(...all.map(pick));
  const deflatedChars = Math.min(...real.map(({ deflated }) => deflated.chars));
  const deflatedVersion = Math.min(...real.map(({ deflated }) => deflated.version));
  return [
    figure(
      'chars_plain',
      most(({ plain }) => plain.chars),
      deflatedChars,
    ),
    figure(
      'chars_identity',
      most(({ identity }) => identity.chars),
      deflatedChars,
    ),
    figure(
      'qr_version_plain',
      most(({ plain }) => plain.version),
      deflatedVersion,
      'version',
    ),
    figure(
      'qr_version_identity',
      most(({ identity }) => identity.version),
      deflatedVersion,
      'version',
    ),
    figure(
      'qr_version_plain_text',
      most(({ plainText }) => plainText.version),
      deflatedVersion,
      'version',
    ),
    figure(
      'qr_version_identity_text',
      most(({ identityText }) => identityText.version),
      deflatedVersion,
      'version',
    ),
  ];
}

/** Of one engine's descriptions the one with the longest invitation. */
function longest(all: readonly Sizes[]): Sizes {
  const [first, ...others] = all;
  if (!first) throw new Error('nothing was recorded');
  return others.reduce((most, each) => (each.plain.chars > most.plain.chars ? each : most), first);
}

async function sizesOf(sdp: string): Promise<Sizes> {
  const packed = packDescription(sdp);
  if (!packed.ok) throw new Error(packed.error.detail);
  const crypto = createWebCrypto(globalThis.crypto.subtle);
  const { publicKey, privateKey } = await crypto.generateSigningKey();
  const inviter = { key: publicKey, sign: (data: Uint8Array) => crypto.sign(privateKey, data) };
  const parts = { expiresAtMs: Date.UTC(2026, 11, 1), secret: SECRET, description: packed.value };
  const plain = await encodeInvitation(parts);
  const identity = await encodeInvitation({ ...parts, inviter });
  return {
    plain: sizeOf(formatMeetingLink(PAGE, 'invitation', plain)),
    identity: sizeOf(formatMeetingLink(PAGE, 'invitation', identity)),
    plainText: sizeOf(formatMeetingQrText('invitation', plain)),
    identityText: sizeOf(formatMeetingQrText('invitation', identity)),
    raw: sizeOf(`${PAGE}#/i/${encodeURIComponent(sdp)}`),
    deflated: sizeOf(`${PAGE}#/i/${formatBase64url(deflateRawSync(sdp, { level: 9 }))}`),
  };
}

function sizeOf(link: string): Size {
  return { chars: link.length, version: encode(link, { ecc: 'L' }).version };
}

function figure(
  metric: string,
  value: number,
  baseline: number,
  unit: Measurement['unit'] = 'characters',
): Measurement {
  return { bench: 'invitation', metric, value, unit, baseline };
}

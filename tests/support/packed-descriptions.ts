// Descriptions to pack: those that engines wrote, and such as might be written.

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { PackedCandidate } from '../../src/signaling/packed-candidates.ts';
import type { PackedDescription } from '../../src/signaling/packed-description.ts';

/** See ../fixtures/descriptions/README.md. */
export const RECORDED = [
  'chromium-offer',
  'chromium-answer',
  'chromium-addresses-offer',
  'chromium-addresses-answer',
  'chromium-servers-offer',
  'chromium-servers-answer',
  'chromium-hidden-servers-offer',
  'chromium-hidden-servers-answer',
  'firefox-offer',
  'firefox-answer',
  'firefox-addresses-offer',
  'firefox-addresses-answer',
  'firefox-servers-offer',
  'firefox-servers-answer',
  'firefox-hidden-servers-offer',
  'firefox-hidden-servers-answer',
  'safari-offer',
] as const;

export function readRecorded(name: (typeof RECORDED)[number]): string {
  return readFileSync(new URL(`../fixtures/descriptions/${name}.sdp`, import.meta.url), 'utf8');
}

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((each) => new Uint8Array(each));
const port = fc.integer({ min: 1, max: 65_535 });
const public4 = fc
  .tuple(fc.integer({ min: 1, max: 126 }), bytes(3))
  .map(([first, rest]) => Uint8Array.of(first, ...rest));
const public6 = bytes(14).map((rest) => Uint8Array.of(0x20, 0x01, ...rest));
const lettersOf = (alphabet: string, length: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), minLength: length, maxLength: length });
const ICE = 'ABCXYZabcxyz0189+/';
const HEX = '0123456789abcdef';

const candidate: fc.Arbitrary<PackedCandidate> = fc.oneof(
  fc.record({
    type: fc.constant('host' as const),
    address: fc.record({ kind: fc.constant('name' as const), bytes: bytes(16) }),
    port,
  }),
  fc.record({
    type: fc.constantFrom('host' as const, 'srflx' as const, 'relay' as const),
    address: fc.oneof(
      fc.record({ kind: fc.constant('ipv4' as const), bytes: public4 }),
      fc.record({ kind: fc.constant('ipv6' as const), bytes: public6 }),
    ),
    port,
  }),
);

const sizeOf = ({ address }: PackedCandidate) => 3 + address.bytes.length;

/** With one to seven candidates in 52 bytes. */
export const anyDescription: fc.Arbitrary<PackedDescription> = fc.record({
  type: fc.constantFrom('offer' as const, 'answer' as const),
  credentials: fc.oneof(
    fc.record({ ufrag: lettersOf(ICE, 4), pwd: lettersOf(ICE, 24) }),
    fc.record({ ufrag: lettersOf(HEX, 8), pwd: lettersOf(HEX, 32) }),
    fc.record({ ufrag: lettersOf(ICE, 5), pwd: lettersOf(ICE, 22) }),
  ),
  fingerprint: bytes(32),
  candidates: fc
    .array(candidate, { minLength: 1, maxLength: 7 })
    .filter((all) => all.reduce((sum, each) => sum + sizeOf(each), 0) <= 52),
});

// A bounded share of the fuzzing of everything that reads what somebody else wrote. The long run: `npm run fuzz`.

import { describe, expect, test, vi } from 'vitest';
import { decoders } from '../support/decoders.ts';
import { formatFinding, fuzzCase, overLimit, type Decoder } from '../support/fuzz/fuzz.ts';

/** Other cases: `KITH_FUZZ_SEED=77 npx vitest run --project pure tests/hostile/fuzz.test.ts`. */
const SEED = Number(process.env['KITH_FUZZ_SEED'] ?? 1);
/** Of each decoder: a second or two in all on a machine with nothing else to do. */
const CASES = 50;

vi.setConfig({ testTimeout: 60_000 });

describe(`seed ${SEED}`, () => {
  test.each(decoders)('$title: whatever it is given, it answers in bounds', async (decoder) => {
    const findings: string[] = [];
    for (let at = 0; at < CASES; at += 1) {
      const finding = await fuzzCase(decoder, SEED + at);
      if (finding) findings.push(formatFinding(finding));
    }
    expect(findings.join('\n')).toBe('');
  });
});

describe('the list of decoders', () => {
  test('tells them apart by their titles', () => {
    expect(new Set(decoders.map(({ title }) => title)).size).toBe(decoders.length);
  });

  test.each(decoders)('$title: what honest ones send is accepted', async ({ samples, decode }) => {
    const outcomes = await Promise.all(samples.map((sample) => decode(sample as never)));
    const refused = outcomes.filter((outcome) => outcome === undefined || isError(outcome));
    expect([samples.length > 0, refused]).toEqual([true, []]);
  });
});

function isError(outcome: unknown): boolean {
  return typeof outcome === 'object' && outcome !== null && 'ok' in outcome && outcome.ok === false;
}

/** One that does wrong at the letter z. */
function decoderThat(answer: (input: string) => unknown, rest: Partial<Decoder> = {}): Decoder {
  const decode = (input: string) => (input.includes('z') ? answer(input) : undefined);
  return { title: 'bad', covers: [], input: 'text', samples: ['abc xyz'], decode, ...rest } as Decoder;
}

async function problemOf(decoder: Decoder): Promise<string | undefined> {
  for (let seed = 0; seed < 50; seed += 1) {
    const finding = await fuzzCase(decoder, seed);
    if (finding) return finding.problem;
  }
  return undefined;
}

describe('the fuzzer finds a decoder that', () => {
  const spin = () => {
    for (const end = performance.now() + 300; performance.now() < end;);
  };
  test.each<[string, Decoder, RegExp]>([
    ['throws', decoderThat(() => JSON.parse('{')), /^threw SyntaxError/],
    ['rejects', decoderThat(() => Promise.reject(new Error('no'))), /^threw Error: no/],
    ['hangs', decoderThat(spin), /^took \d{3,} ms/],
    ['hoards', decoderThat(() => new Uint8Array(64 * 2 ** 20)), /^allocated \d{8} bytes/],
    ['grows', decoderThat((input) => input.repeat(9), { limits: { text: 60 } }), /text of \d+/],
    [
      'tells tales',
      decoderThat((detail) => ({ ok: false, error: detail.repeat(99) })),
      /an error of \d+ letters/,
    ],
    ['forgets', decoderThat((input) => input, { encode: () => 'z' }), /^decodes to something else/],
  ])('%s', async (_, decoder, problem) => {
    expect(await problemOf(decoder)).toMatch(problem);
  });

  test('lets a foreign prototype through', () => {
    expect(overLimit({ a: Object.create({ b: 1 }) as object }, {})).toBe('.a: a foreign prototype');
  });

  test('is content with one that does right', async () => {
    expect(
      await problemOf(decoderThat((input) => input, { encode: (value) => value as string })),
    ).toBeUndefined();
  });
});

// Fuzzes every decoder of untrusted input for as long as asked:
//   npm run fuzz -- [--seconds 60] [--seed 1] [--only "part of a title"] [--runs 1]
// A finding says how to see it again. `--runs` counts cases of each decoder and takes the place of `--seconds`.

import { parseArgs } from 'node:util';
import { decoders } from '../tests/support/decoders.ts';
import { formatFinding, fuzzCase, type Decoder, type Finding } from '../tests/support/fuzz/fuzz.ts';

const DEFAULT_SECONDS = '60';
const REPORT_EVERY_MS = 10_000;
/** Of one decoder; more of the same say nothing new. */
const MAX_SHOWN = 5;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: DEFAULT_SECONDS },
    seed: { type: 'string' },
    only: { type: 'string', default: '' },
    runs: { type: 'string' },
  },
});
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
const runs = values.runs === undefined ? Infinity : Number(values.runs);
const endMs = values.runs === undefined ? Date.now() + Number(values.seconds) * 1_000 : Infinity;
const chosen = decoders.filter(({ title }) => title.includes(values.only));

async function run(): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  let cases = 0;
  let nextReportMs = Date.now() + REPORT_EVERY_MS;
  for (let round = 0; round < runs && Date.now() < endMs; round += 1) {
    for (const decoder of chosen) {
      const finding = await fuzzCase(decoder, seed + round);
      if (finding) note(findings, decoder, finding);
      cases += 1;
    }
    if (Date.now() < nextReportMs) continue;
    nextReportMs += REPORT_EVERY_MS;
    console.log(`${cases} cases, ${findings.length} findings`);
  }
  console.log(`seed ${seed}: ${cases} cases of ${chosen.length} decoders, ${findings.length} findings`);
  return findings;
}

function note(findings: Finding[], { title }: Decoder, finding: Finding): void {
  findings.push(finding);
  if (findings.filter((each) => each.title === title).length <= MAX_SHOWN)
    console.log(formatFinding(finding));
}

console.log(`seed ${seed}`);
if (chosen.length === 0) throw new Error(`no decoder is called "${values.only}"`);
if ((await run()).length > 0) process.exitCode = 1;

// Which format is recorded, for whom: a table, and its laws over all combinations.

import { describe, expect, it } from 'vitest';
import {
  capabilitiesOf,
  chooseVoiceFormat,
  playsAmong,
  readVoiceAbility,
  VOICE_FACTS,
  VOICE_FORMATS,
  type VoiceFormat,
} from '../../../src/media/voice-format.ts';

const [WEBM, MP4, OGG] = VOICE_FORMATS as readonly [VoiceFormat, VoiceFormat, VoiceFormat];
const CHROMIUM = [WEBM, MP4] as const;
const FIREFOX = [WEBM, OGG] as const;
const OLD_SAFARI = [MP4] as const;

/** A browser that records and plays these. */
function scope(records: readonly VoiceFormat[], plays: readonly VoiceFormat[], isApple = false) {
  const has = (formats: readonly VoiceFormat[]) => (type: string) =>
    formats.some((format) => VOICE_FACTS[format].type === type);
  return { canRecord: has(records), canPlay: has(plays), isApple };
}

describe('what a browser records and plays', () => {
  it.each([
    ['Chromium', scope(CHROMIUM, VOICE_FORMATS), [WEBM, MP4], VOICE_FORMATS],
    ['Firefox', scope(FIREFOX, VOICE_FORMATS), [WEBM, OGG], VOICE_FORMATS],
    ['Safari 17', scope([MP4], [MP4], true), [MP4], [MP4]],
    ['Safari 18.4, which claims WebM', scope([WEBM, MP4], [WEBM, MP4], true), [MP4], [WEBM, MP4]],
    ['a Safari without AAC', scope([WEBM], [WEBM], true), [WEBM], [WEBM]],
    ['one that only plays', scope([], [MP4]), [], [MP4]],
  ])('%s', (_name, facts, records, plays) => {
    expect(readVoiceAbility(facts)).toEqual({ records, plays });
  });
});

describe('the choice', () => {
  it.each<
    [string, readonly VoiceFormat[], readonly (readonly VoiceFormat[] | undefined)[], VoiceFormat | undefined]
  >([
    ['the best, with nobody there', CHROMIUM, [], WEBM],
    ['the best, when nobody said what they play', CHROMIUM, [undefined, undefined], WEBM],
    ['the best, when all play it', CHROMIUM, [VOICE_FORMATS, FIREFOX], WEBM],
    ['AAC, when one does not play WebM', CHROMIUM, [VOICE_FORMATS, OLD_SAFARI], MP4],
    ['AAC beside somebody who has not said', CHROMIUM, [undefined, OLD_SAFARI], MP4],
    ['what most play, when nothing suits all', CHROMIUM, [[WEBM], [WEBM], [MP4]], WEBM],
    ['what it has, when a receiver plays none of it', FIREFOX, [OLD_SAFARI], WEBM],
    ['AAC from Safari, whoever listens', [MP4], [FIREFOX, undefined], MP4],
    ['none, where nothing is recorded', [], [VOICE_FORMATS], undefined],
  ])('is %s', (_name, records, receivers, expected) => {
    expect(chooseVoiceFormat(records, receivers)).toBe(expected);
  });

  it('is played by as many as any other could be, in every company of three', () => {
    const sets = [undefined, [], [WEBM], [MP4], [WEBM, MP4], VOICE_FORMATS];
    const assumed = [WEBM, MP4];
    const companies = sets.flatMap((one) =>
      sets.flatMap((two) => sets.map((three) => [one, two, three] as const)),
    );
    for (const records of [[WEBM], [MP4], [WEBM, MP4], VOICE_FORMATS])
      for (const receivers of companies) {
        const count = (format: VoiceFormat) =>
          receivers.filter((plays) => (plays ?? assumed).includes(format)).length;
        const chosen = chooseVoiceFormat(records, receivers)!;
        expect(records).toContain(chosen);
        expect(count(chosen)).toBe(Math.max(...records.map(count)));
      }
    expect(companies).toHaveLength(6 ** 3);
  });
});

describe('what is told of it', () => {
  it.each([[[]], [[WEBM]], [[MP4]], [VOICE_FORMATS]])('comes back as it was: %j', (plays) => {
    expect(playsAmong(capabilitiesOf({ plays }))).toEqual(plays.length === 0 ? undefined : plays);
  });

  it('fits into a profile, and passes over words of other things and of later versions', () => {
    const words = capabilitiesOf({ plays: VOICE_FORMATS });
    expect(words.every((word) => word.length <= 32)).toBe(true);
    expect(playsAmong(['webcodecs'])).toBeUndefined();
    expect(playsAmong(['plays-hologram', 'webcodecs', 'plays-mp4-aac'])).toEqual([MP4]);
    expect(playsAmong(['plays-hologram'])).toEqual([]);
  });
});

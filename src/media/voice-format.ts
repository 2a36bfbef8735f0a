// In which format a voice note is recorded, so that those who get it can play it. Facts of the browser come in; the
// choice is pure.

export type VoiceFormat = 'webm-opus' | 'mp4-aac' | 'ogg-opus';

/** Best first: the smallest for speech that browsers agree on. */
export const VOICE_FORMATS: readonly VoiceFormat[] = ['webm-opus', 'mp4-aac', 'ogg-opus'];

/** Speech stays clear, and ten minutes take 1.8 MB. Source: opus-codec.org, 16 to 24 kbit/s for speech in mono. */
export const VOICE_BITS_PER_SECOND = 24_000;

interface FormatFacts {
  /** As MediaRecorder and `canPlayType` take it. */
  readonly type: string;
  /** Of a file's name. */
  readonly ending: string;
}

export const VOICE_FACTS: Readonly<Record<VoiceFormat, FormatFacts>> = {
  'webm-opus': { type: 'audio/webm;codecs=opus', ending: 'webm' },
  'mp4-aac': { type: 'audio/mp4;codecs=mp4a.40.2', ending: 'm4a' },
  'ogg-opus': { type: 'audio/ogg;codecs=opus', ending: 'ogg' },
};

/** What a browser says about formats. */
export interface FormatScope {
  readonly canRecord: (type: string) => boolean;
  readonly canPlay: (type: string) => boolean;
  /** Safari, and every browser on iOS. */
  readonly isApple: boolean;
}

export interface VoiceAbility {
  /** Best first; empty where nothing can be recorded. */
  readonly records: readonly VoiceFormat[];
  readonly plays: readonly VoiceFormat[];
}

export function readVoiceAbility({ canRecord, canPlay, isApple }: FormatScope): VoiceAbility {
  const records = VOICE_FORMATS.filter((format) => canRecord(VOICE_FACTS[format].type));
  const plays = VOICE_FORMATS.filter((format) => canPlay(VOICE_FACTS[format].type));
  // Safari claims to record WebM since 18.4, and what it makes is not always played.
  // Source: capacitor-voice-recorder, issue 123.
  if (isApple && records.includes('mp4-aac')) return { records: ['mp4-aac'], plays };
  return { records, plays };
}

/** What somebody plays who has not said so: all that browsers agree on. Safari, which plays less, says so. */
const ASSUMED: readonly VoiceFormat[] = ['webm-opus', 'mp4-aac'];

/**
 * Of what can be recorded, what most of the receivers play, best first; undefined for a receiver who has not said.
 * Undefined when nothing can be recorded.
 */
export function chooseVoiceFormat(
  records: readonly VoiceFormat[],
  receivers: readonly (readonly VoiceFormat[] | undefined)[],
): VoiceFormat | undefined {
  const playedBy = (format: VoiceFormat) =>
    receivers.filter((plays) => (plays ?? ASSUMED).includes(format)).length;
  return records.reduce<VoiceFormat | undefined>(
    (best, format) => (best === undefined || playedBy(format) > playedBy(best) ? format : best),
    undefined,
  );
}

const PLAYS = 'plays-';

/** What an instance tells the others about itself, as words of its profile's `capabilities`. */
export function capabilitiesOf({ plays }: Pick<VoiceAbility, 'plays'>): readonly string[] {
  return plays.map((format) => PLAYS + format);
}

/** What another instance told; undefined when it said nothing of it. Words of later versions are passed over. */
export function playsAmong(capabilities: readonly string[]): readonly VoiceFormat[] | undefined {
  const told = capabilities.filter((word) => word.startsWith(PLAYS));
  if (told.length === 0) return undefined;
  return VOICE_FORMATS.filter((format) => told.includes(PLAYS + format));
}

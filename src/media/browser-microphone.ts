// The browser's microphone behind the recorder's port: getUserMedia, MediaRecorder, and an AnalyserNode as the meter.

import type { Cancel, Clock } from '../primitives/clock.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import { recordingType, type FormatGlobals } from './browser-formats.ts';
import type { Microphone, Recording, RecordingListener } from './recorder.ts';
import type { RecorderFailure } from './recorder-state.ts';
import { VOICE_BITS_PER_SECOND, VOICE_FACTS, type VoiceFormat } from './voice-format.ts';
import { levelOf } from './waveform.ts';

/** What of the page is needed; any of it may be missing. */
export interface MediaScope extends FormatGlobals {
  readonly isSecureContext: boolean;
  readonly navigator: FormatGlobals['navigator'] & {
    readonly mediaDevices?: Pick<MediaDevices, 'getUserMedia'> | undefined;
  };
  readonly AudioContext?: typeof AudioContext | undefined;
  readonly OfflineAudioContext?: typeof OfflineAudioContext | undefined;
}

/** One voice, with the room and other voices taken out where the device can. */
const VOICE: MediaStreamConstraints = {
  audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
};

/** How often bytes are handed out: also the clock of a page in the background. */
const SLICE_MS = 1_000;
/** What is recorded is handed out within one slice; longer, and the recorder has died. */
const STOP_TIMEOUT_MS = 5_000;
/** Ten minutes of speech are decoded in about one second on a phone. */
const DECODE_TIMEOUT_MS = 5_000;
/** Enough for the shape of ten minutes in 19 MB; the lowest rate that every browser takes. */
const SHAPE_RATE_HZ = 8_000;
/** 85 ms at 48 kHz: most of the time between two looks at the meter. */
const METER_SAMPLES = 4_096;

export function createBrowserMicrophone(clock: Clock, scope: MediaScope = globalThis): Microphone {
  return {
    async open(format, listener) {
      const { mediaDevices } = scope.navigator;
      if (!scope.isSecureContext) return err('insecure');
      if (!mediaDevices || !scope.MediaRecorder) return err('unsupported');
      try {
        const stream = await mediaDevices.getUserMedia(VOICE);
        return record({ stream, format, listener, clock, scope });
      } catch (error) {
        return err(failureOf(error));
      }
    },
    async decode(bytes) {
      const { OfflineAudioContext } = scope;
      return OfflineAudioContext && (await soon(clock, decode(bytes, OfflineAudioContext)));
    },
  };
}

async function decode(bytes: Uint8Array, Context: typeof OfflineAudioContext) {
  try {
    const context = new Context(1, 1, SHAPE_RATE_HZ);
    // It takes the buffer away from whoever had it.
    const sound = await context.decodeAudioData(new Uint8Array(bytes).buffer);
    return sound.getChannelData(0);
  } catch {
    return undefined;
  }
}

/** Undefined when it takes longer than anybody waits: without a sound card some browsers never answer. */
async function soon<T>(clock: Clock, work: Promise<T>): Promise<T | undefined> {
  let cancel: Cancel = () => undefined;
  const late = new Promise<undefined>((resolve) => {
    cancel = clock.schedule(DECODE_TIMEOUT_MS, () => resolve(undefined));
  });
  const done = await Promise.race([work, late]);
  cancel();
  return done;
}

/** Source: Media Capture and Streams, 10.2 getUserMedia, its exceptions by name. */
function failureOf(error: unknown): RecorderFailure {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'refused';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'no-microphone';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    case 'NotSupportedError':
    case 'TypeError':
      return 'unsupported';
    default:
      return 'broken';
  }
}

interface RecordOptions {
  readonly stream: MediaStream;
  readonly format: VoiceFormat;
  readonly listener: RecordingListener;
  readonly clock: Clock;
  readonly scope: MediaScope;
}

function record({
  stream,
  format,
  listener,
  clock,
  scope,
}: RecordOptions): Result<Recording, RecorderFailure> {
  const { type } = VOICE_FACTS[format];
  const mimeType = recordingType(scope, type);
  const stopTracks = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  let recorder: MediaRecorder | undefined;
  try {
    recorder =
      mimeType === undefined || !scope.MediaRecorder
        ? undefined
        : new scope.MediaRecorder(stream, { mimeType, audioBitsPerSecond: VOICE_BITS_PER_SECOND });
    recorder?.start(SLICE_MS);
  } catch {
    recorder = undefined;
  }
  if (!recorder) {
    stopTracks();
    return err('unsupported');
  }
  const meter = createMeter(stream, scope);
  const release = () => {
    stopTracks();
    meter.close();
  };
  const pieces = collect(recorder, listener);
  for (const track of stream.getTracks()) track.addEventListener('ended', () => listener.onLost());
  recorder.addEventListener('error', () => listener.onLost());
  return ok(recordingOf({ recorder, pieces, meter, release, clock }));
}

interface Parts {
  readonly recorder: MediaRecorder;
  readonly pieces: readonly Blob[];
  readonly meter: Meter;
  readonly release: () => void;
  readonly clock: Clock;
}

function recordingOf({ recorder, pieces, meter, release, clock }: Parts): Recording {
  const isRunning = () => recorder.state !== 'inactive';
  return {
    pause: () => isRunning() && recorder.pause(),
    resume: () => isRunning() && recorder.resume(),
    level: () => meter.level(),
    async finish() {
      const isStopped = await stopped(recorder, clock);
      release();
      return isStopped ? new Uint8Array(await new Blob([...pieces]).arrayBuffer()) : undefined;
    },
    abandon() {
      if (isRunning()) recorder.stop();
      release();
    },
  };
}

function collect(recorder: MediaRecorder, listener: RecordingListener): readonly Blob[] {
  const pieces: Blob[] = [];
  let sizeBytes = 0;
  recorder.addEventListener('dataavailable', ({ data }) => {
    if (data.size === 0) return;
    pieces.push(data);
    sizeBytes += data.size;
    listener.onSize(sizeBytes);
  });
  return pieces;
}

/** False when it does not stop in time; a lost microphone has stopped it already. */
function stopped(recorder: MediaRecorder, clock: Clock): Promise<boolean> {
  if (recorder.state === 'inactive') return Promise.resolve(true);
  return new Promise((resolve) => {
    const cancel = clock.schedule(STOP_TIMEOUT_MS, () => resolve(false));
    recorder.addEventListener('stop', () => {
      cancel();
      resolve(true);
    });
    recorder.stop();
  });
}

interface Meter {
  level(): number;
  close(): void;
}

/** Nothing depends on it: where there is none, every moment is silent. */
function createMeter(stream: MediaStream, { AudioContext }: MediaScope): Meter {
  if (!AudioContext) return { level: () => 0, close: () => undefined };
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = METER_SAMPLES;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level() {
      analyser.getFloatTimeDomainData(samples);
      return levelOf(samples);
    },
    close: () => void context.close().catch(() => undefined),
  };
}

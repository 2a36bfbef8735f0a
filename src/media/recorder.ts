// Records one voice note at a time: drives the states by a microphone and a clock, both handed in, and keeps to the
// longest time and the most bytes.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import { scheduleEvery, type Cancel, type Clock } from '../primitives/clock.ts';
import type { Disposable } from '../primitives/disposable.ts';
import type { Result } from '../primitives/result.ts';
import {
  isAtRest,
  nextRecorderState,
  type RecordedNote,
  type RecorderEvent,
  type RecorderFailure,
  type RecorderState,
} from './recorder-state.ts';
import type { VoiceFormat } from './voice-format.ts';
import { peaksOfLevels, peaksOfSamples } from './waveform.ts';

/** One recording under way; the microphone is on until `finish` or `abandon`. */
export interface Recording {
  pause(): void;
  resume(): void;
  /** From 0 to 1, right now. */
  level(): number;
  /** All that was recorded; undefined when that failed. */
  finish(): Promise<Uint8Array | undefined>;
  abandon(): void;
}

export interface RecordingListener {
  /** So many bytes so far. */
  onSize(sizeBytes: number): void;
  /** The microphone was unplugged, or taken away. */
  onLost(): void;
}

export interface Microphone {
  /** Asks its person where they have not decided; records from the moment it resolves. */
  open(format: VoiceFormat, listener: RecordingListener): Promise<Result<Recording, RecorderFailure>>;
  /** Sound as samples at any rate; undefined when it is none. Costs the whole length in memory. */
  decode(bytes: Uint8Array): Promise<Float32Array | undefined>;
}

export interface RecorderOptions {
  readonly microphone: Microphone;
  readonly clock: Clock;
  readonly maxMs: number;
  readonly maxBytes: number;
  /** Bars of the waveform. */
  readonly maxPeaks: number;
}

export interface Recorder extends Disposable {
  readonly state: ReadonlySignal<RecorderState>;
  /** Recorded so far, without pauses. */
  readonly lengthMs: ReadonlySignal<number>;
  /** Loudness from 0 to 1, every {@link LEVEL_PERIOD_MS}, oldest first; the last {@link SHOWN_LEVELS}. */
  readonly levels: ReadonlySignal<readonly number[]>;
  /** The last {@link WARNING_MS} before the longest time run. */
  readonly isNearEnd: ReadonlySignal<boolean>;
  /** Undefined: this browser records nothing that it knows of. */
  press(format: VoiceFormat | undefined, how: { readonly isLocked: boolean }): void;
  lock(): void;
  /** The finger lets go. */
  release(): void;
  pause(): void;
  resume(): void;
  stop(): void;
  cancel(): void;
  /** Hands the note over; it stays for another try when `handOver` says false or fails. */
  send(handOver: (note: RecordedNote) => Promise<boolean>): Promise<void>;
}

/** Ten bars a second move like speech and cost nothing. */
export const LEVEL_PERIOD_MS = 100;
/** What fits across a window: older ones have left it. */
export const SHOWN_LEVELS = 128;
export const WARNING_MS = 30_000;
/** Two packets of any codec and the containers' heads: what may still come when the recorder is told to stop. */
const SPARE_BYTES = 16_384;

export function createRecorder(options: RecorderOptions): Recorder {
  return new OneRecorder(options);
}

class OneRecorder implements Recorder {
  readonly state = signal<RecorderState>({ kind: 'idle' });
  readonly lengthMs = signal(0);
  readonly levels = signal<readonly number[]>([]);
  readonly isNearEnd = signal(false);
  readonly #options: RecorderOptions;
  #recording: Recording | undefined;
  /** Counts presses: what an earlier one brings late is for nobody. */
  #press = 0;
  #met: number[] = [];
  #bankedMs = 0;
  #runningSinceMs: number | undefined;
  #stopTicking: Cancel = () => undefined;

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  press(format: VoiceFormat | undefined, { isLocked }: { readonly isLocked: boolean }): void {
    if (!this.#on({ type: 'press', isLocked })) return;
    this.#press += 1;
    this.#met = [];
    this.#bankedMs = 0;
    this.lengthMs.value = 0;
    this.levels.value = [];
    this.isNearEnd.value = false;
    if (format === undefined) this.#on({ type: 'failed', why: 'unsupported' });
    else void this.#open(format, this.#press);
  }

  lock(): void {
    this.#on({ type: 'lock' });
  }

  release(): void {
    if (this.#on({ type: 'release' })) this.#finishIfDue();
  }

  pause(): void {
    if (!this.#on({ type: 'pause' })) return;
    this.#halt();
    this.#recording?.pause();
  }

  resume(): void {
    if (!this.#on({ type: 'resume' })) return;
    this.#recording?.resume();
    this.#run();
  }

  stop(): void {
    if (this.#on({ type: 'stop' })) this.#finishIfDue();
  }

  cancel(): void {
    if (!this.#on({ type: 'cancel' })) return;
    this.#abandon();
  }

  async send(handOver: (note: RecordedNote) => Promise<boolean>): Promise<void> {
    if (!this.#on({ type: 'send' })) return;
    const state = this.state.peek();
    if (state.kind !== 'sending') return;
    const press = this.#press;
    const isSent = await handOver(state.note).catch(() => false);
    if (press === this.#press) this.#on({ type: isSent ? 'sent' : 'unsent' });
  }

  dispose(): void {
    this.cancel();
    this.#abandon();
  }

  /** Whether anything changed. */
  #on(event: RecorderEvent): boolean {
    const before = this.state.peek();
    const after = nextRecorderState(before, event);
    if (after === before) return false;
    this.state.value = after;
    return true;
  }

  async #open(format: VoiceFormat, press: number): Promise<void> {
    const isCurrent = () => press === this.#press && this.#recording !== undefined;
    const opened = await this.#options.microphone.open(format, {
      onSize: (sizeBytes) => isCurrent() && this.#onSize(sizeBytes),
      onLost: () => isCurrent() && this.#end('lost'),
    });
    if (press !== this.#press || this.state.peek().kind !== 'asking') {
      if (opened.ok) opened.value.abandon();
      return;
    }
    if (!opened.ok) {
      this.#on({ type: 'failed', why: opened.error });
      return;
    }
    this.#recording = opened.value;
    this.#on({ type: 'granted' });
    this.#run();
  }

  #run(): void {
    const { clock } = this.#options;
    this.#runningSinceMs = clock.nowMs();
    this.#stopTicking = scheduleEvery(clock, LEVEL_PERIOD_MS, () => this.#tick());
  }

  #halt(): void {
    this.#stopTicking();
    this.#bankedMs = this.#elapsedMs();
    this.#runningSinceMs = undefined;
    this.lengthMs.value = this.#bankedMs;
  }

  #elapsedMs(): number {
    const sinceMs = this.#runningSinceMs;
    const runMs = sinceMs === undefined ? 0 : this.#options.clock.nowMs() - sinceMs;
    return Math.min(this.#options.maxMs, this.#bankedMs + runMs);
  }

  #tick(): void {
    const { maxMs } = this.#options;
    this.#met.push(this.#recording?.level() ?? 0);
    this.levels.value = this.#met.slice(-SHOWN_LEVELS);
    this.lengthMs.value = this.#elapsedMs();
    this.isNearEnd.value = this.lengthMs.value >= maxMs - WARNING_MS;
    this.#endIfLong();
  }

  /** Browsers slow the timers of pages in the background, but not the sound: bytes tell the time as well. */
  #onSize(sizeBytes: number): void {
    if (this.#runningSinceMs === undefined) return;
    if (sizeBytes > this.#options.maxBytes - SPARE_BYTES) this.#end('size');
    else this.#endIfLong();
  }

  #endIfLong(): void {
    if (this.#elapsedMs() >= this.#options.maxMs) this.#end('time');
  }

  #end(end: 'time' | 'size' | 'lost'): void {
    if (this.#on({ type: 'ended', end })) this.#finishIfDue();
  }

  #finishIfDue(): void {
    if (this.state.peek().kind !== 'finishing') return;
    this.#halt();
    void this.#finish(this.#press);
  }

  async #finish(press: number): Promise<void> {
    const recording = this.#recording;
    this.#recording = undefined;
    const bytes = await recording?.finish();
    if (press !== this.#press) return;
    if (!bytes) this.#on({ type: 'failed', why: 'broken' });
    else if (bytes.byteLength === 0) this.#on({ type: 'failed', why: 'nothing' });
    // More than was to come: sending it would fail, with a worse reason.
    else if (bytes.byteLength > this.#options.maxBytes) this.#on({ type: 'failed', why: 'broken' });
    else {
      const peaks = await this.#peaksOf(bytes);
      if (press === this.#press)
        this.#on({ type: 'finished', note: { bytes, durationMs: Math.round(this.#bankedMs), peaks } });
    }
  }

  /** A meter that heard nothing at all was not let run: the sound itself says more. */
  async #peaksOf(bytes: Uint8Array): Promise<readonly number[]> {
    const { maxPeaks, microphone } = this.#options;
    if (this.#met.some((level) => level > 0)) return peaksOfLevels(this.#met, maxPeaks);
    const samples = await microphone.decode(bytes);
    return samples ? peaksOfSamples(samples, maxPeaks) : [];
  }

  #abandon(): void {
    this.#stopTicking();
    this.#runningSinceMs = undefined;
    this.#recording?.abandon();
    this.#recording = undefined;
    if (isAtRest(this.state.peek())) this.#met = [];
  }
}

// Plays one voice note at a time through one audio element, which outlives the rows that show it: a note goes on while
// its row is scrolled away, and stops when the talk leaves the screen, since an element off the page is paused.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import { INDEXED_TYPE, indexSound } from '../../../../media/indexed-sound.ts';

/** A note in the words of whoever shows it. */
export interface PlayableNote {
  /** Of the message, or of what is being looked over. */
  readonly key: string;
  readonly blob: Blob;
  /** As its author says; the sound itself may know better. */
  readonly durationMs: number;
  /** False once the message is gone: nothing of it is heard then. */
  readonly isThere: () => boolean;
}

export interface PlaybackState {
  readonly key: string;
  readonly isPlaying: boolean;
  readonly positionMs: number;
  readonly lengthMs: number;
}

export interface Playback {
  /** What plays, or was playing last. */
  readonly state: ReadonlySignal<PlaybackState | undefined>;
  /** Keys of what turned out to be no sound that this browser knows. */
  readonly broken: ReadonlySignal<ReadonlySet<string>>;
  readonly rate: ReadonlySignal<number>;
  /** `host` is where the element stays on the page. */
  toggle(note: PlayableNote, host: Element): void;
  seek(note: PlayableNote, positionMs: number, host: Element): void;
  setRate(rate: number): void;
  stop(): void;
}

export const RATES = [1, 1.5, 2] as const;
/** Keys of broken notes that are remembered; somebody who sends more of them is tried again. */
const MAX_BROKEN = 256;

export function createPlayback(audio: HTMLAudioElement): Playback {
  return new OneAudio(audio);
}

class OneAudio implements Playback {
  readonly state = signal<PlaybackState | undefined>(undefined);
  readonly broken = signal<ReadonlySet<string>>(new Set());
  readonly rate = signal<number>(RATES[0]);
  readonly #audio: HTMLAudioElement;
  #note: PlayableNote | undefined;
  #url: string | undefined;
  /** Where it was sought before it was known how long it is. */
  #soughtS: number | undefined;
  /** Where to go on once the sound is there in a form in which places can be found. */
  #resumeS: number | undefined;

  constructor(audio: HTMLAudioElement) {
    this.#audio = audio;
    for (const type of ['play', 'pause', 'timeupdate', 'seeked', 'durationchange'])
      audio.addEventListener(type, () => this.#update());
    audio.addEventListener('loadedmetadata', () => this.#onMetadata());
    audio.addEventListener('ended', () => this.#onEnded());
    audio.addEventListener('error', () => this.#onError());
  }

  toggle(note: PlayableNote, host: Element): void {
    this.#load(note, host);
    if (!this.#audio.paused) this.#audio.pause();
    else {
      pauseOthers(this.#audio);
      // What fails is heard as an error event.
      this.#audio.play().catch(() => undefined);
    }
  }

  seek(note: PlayableNote, positionMs: number, host: Element): void {
    this.#load(note, host);
    const atS = Math.max(0, positionMs) / 1_000;
    this.#audio.currentTime = atS;
    // As long as its length is not known, it may not have gone there.
    if (this.#resumeS !== undefined) this.#resumeS = atS;
    else if (!Number.isFinite(this.#audio.duration)) this.#soughtS = atS;
    const state = this.state.peek();
    if (state) this.state.value = { ...state, positionMs };
  }

  setRate(rate: number): void {
    this.rate.value = rate;
    this.#audio.playbackRate = rate;
  }

  stop(): void {
    if (this.#url === undefined) return;
    URL.revokeObjectURL(this.#url);
    this.#url = undefined;
    this.#note = undefined;
    this.#resumeS = undefined;
    this.#soughtS = undefined;
    this.state.value = undefined;
    this.#audio.removeAttribute('src');
    this.#audio.load();
    this.#audio.remove();
  }

  #load(note: PlayableNote, host: Element): void {
    const isLoaded = this.#note?.key === note.key;
    if (!isLoaded) this.stop();
    if (!this.#audio.isConnected) host.append(this.#audio);
    if (isLoaded) return;
    this.#note = note;
    this.#setSource(note.blob);
    this.state.value = { key: note.key, isPlaying: false, positionMs: 0, lengthMs: note.durationMs };
  }

  #setSource(sound: Blob): void {
    if (this.#url !== undefined) URL.revokeObjectURL(this.#url);
    this.#url = URL.createObjectURL(sound);
    this.#audio.src = this.#url;
    this.#audio.playbackRate = this.rate.peek();
  }

  #onMetadata(): void {
    const resumeS = this.#resumeS;
    this.#resumeS = undefined;
    if (resumeS !== undefined) this.#audio.currentTime = resumeS;
    else if (this.#note && !Number.isFinite(this.#audio.duration)) void this.#index(this.#note);
  }

  /** In the place of what was written while it was recorded: the same, with its length and its places. */
  async #index(note: PlayableNote): Promise<void> {
    if (this.#audio.canPlayType(INDEXED_TYPE) === '') return;
    const indexed = await indexSound(note.blob);
    if (!indexed || this.#note !== note) return;
    const isPlaying = !this.#audio.paused;
    this.#resumeS = this.#soughtS ?? this.#audio.currentTime;
    this.#soughtS = undefined;
    this.#setSource(indexed);
    if (isPlaying) this.#audio.play().catch(() => undefined);
  }

  #update(): void {
    const note = this.#note;
    // What it says while it begins anew is not where it is.
    if (!note || this.#resumeS !== undefined) return;
    if (note.isThere()) this.state.value = stateOf(this.#audio, note);
    else this.stop();
  }

  #onEnded(): void {
    this.#audio.currentTime = 0;
    this.#update();
  }

  #onError(): void {
    const note = this.#note;
    // Taking the sound away is an error as well.
    if (!note) return;
    const others = Array.from(this.broken.peek()).slice(1 - MAX_BROKEN);
    this.broken.value = new Set([...others, note.key]);
    this.stop();
  }
}

/** Containers that were written while recording do not say how long they are. */
function stateOf(audio: HTMLAudioElement, { key, durationMs }: PlayableNote): PlaybackState {
  const known = Number.isFinite(audio.duration) && audio.duration > 0 ? audio.duration * 1_000 : durationMs;
  const positionMs = audio.currentTime * 1_000;
  return {
    key,
    isPlaying: !audio.paused && !audio.ended,
    positionMs,
    lengthMs: Math.max(known, positionMs),
  };
}

/** Whatever else sounds on the page. */
export function pauseOthers(except?: HTMLMediaElement): void {
  for (const media of document.querySelectorAll<HTMLMediaElement>('audio, video'))
    if (media !== except) media.pause();
}

// What a recorder is doing, and what each event makes of it. Pure: nothing here knows a microphone or a clock.

/** Why nothing can be recorded. */
export type RecorderFailure =
  /** The page came over an open connection: browsers keep the microphone off. */
  | 'insecure'
  /** This browser records nothing, or nothing that others could play. */
  | 'unsupported'
  | 'no-microphone'
  /** By the person, or by a rule of the browser or the page around. */
  | 'refused'
  /** Another program holds it. */
  | 'busy'
  /** No sound came of it. */
  | 'nothing'
  | 'broken';

/** Why a recording ended by itself: it is long enough, large enough, or the microphone went away. */
export type RecordingEnd = 'time' | 'size' | 'lost';

export interface RecordedNote {
  readonly bytes: Uint8Array;
  readonly durationMs: number;
  /** Loudness from 0 to 255, evenly over the duration. */
  readonly peaks: readonly number[];
}

export type RecorderState =
  | { readonly kind: 'idle' | 'sent' | 'cancelled' }
  /** The browser asks its person. Locked: goes on recording without being held. */
  | { readonly kind: 'asking'; readonly isLocked: boolean }
  | { readonly kind: 'recording'; readonly isLocked: boolean }
  | { readonly kind: 'paused' }
  | { readonly kind: 'finishing'; readonly end: RecordingEnd | undefined }
  | { readonly kind: 'preview'; readonly note: RecordedNote; readonly end: RecordingEnd | undefined }
  | { readonly kind: 'sending'; readonly note: RecordedNote; readonly end: RecordingEnd | undefined }
  | { readonly kind: 'failed'; readonly why: RecorderFailure };

export type RecorderEvent =
  | { readonly type: 'press'; readonly isLocked: boolean }
  | { readonly type: 'granted' }
  | {
      readonly type: 'lock' | 'release' | 'pause' | 'resume' | 'stop' | 'cancel' | 'send' | 'sent' | 'unsent';
    }
  | { readonly type: 'ended'; readonly end: RecordingEnd }
  | { readonly type: 'finished'; readonly note: RecordedNote }
  | { readonly type: 'failed'; readonly why: RecorderFailure };

/** The same object when the event means nothing now: keys and fingers are faster than microphones. */
export function nextRecorderState(state: RecorderState, event: RecorderEvent): RecorderState {
  if (event.type === 'cancel') return mayCancel(state) ? { kind: 'cancelled' } : state;
  switch (state.kind) {
    case 'asking':
      return whileAsking(state, event);
    case 'recording':
      return whileRecording(state, event);
    case 'paused':
      return event.type === 'resume' ? { kind: 'recording', isLocked: true } : ending(state, event);
    case 'finishing':
      if (event.type === 'finished') return { kind: 'preview', note: event.note, end: state.end };
      return failing(state, event);
    case 'preview':
      return event.type === 'send' ? { ...state, kind: 'sending' } : state;
    case 'sending':
      if (event.type === 'sent') return { kind: 'sent' };
      return event.type === 'unsent' ? { ...state, kind: 'preview' } : state;
    default:
      return event.type === 'press' ? { kind: 'asking', isLocked: event.isLocked } : state;
  }
}

/** Nothing is recorded or held: a press begins anew. What failed is at rest once it was cancelled. */
export function isAtRest({ kind }: RecorderState): boolean {
  return kind === 'idle' || kind === 'sent' || kind === 'cancelled';
}

/** What is being sent may be with others already. */
function mayCancel(state: RecorderState): boolean {
  return !isAtRest(state) && state.kind !== 'sending';
}

type StateOf<K extends RecorderState['kind']> = Extract<RecorderState, { kind: K }>;

function whileAsking(state: StateOf<'asking'>, event: RecorderEvent): RecorderState {
  switch (event.type) {
    case 'granted':
      return { kind: 'recording', isLocked: state.isLocked };
    // Whoever must let go to answer the browser's question wants to record all the same.
    case 'lock':
    case 'release':
      return state.isLocked ? state : { kind: 'asking', isLocked: true };
    default:
      return failing(state, event);
  }
}

function whileRecording(state: StateOf<'recording'>, event: RecorderEvent): RecorderState {
  switch (event.type) {
    case 'lock':
      return state.isLocked ? state : { kind: 'recording', isLocked: true };
    case 'release':
      return state.isLocked ? state : { kind: 'finishing', end: undefined };
    case 'pause':
      return state.isLocked ? { kind: 'paused' } : state;
    default:
      return ending(state, event);
  }
}

function ending(state: RecorderState, event: RecorderEvent): RecorderState {
  if (event.type === 'stop') return { kind: 'finishing', end: undefined };
  if (event.type === 'ended') return { kind: 'finishing', end: event.end };
  return failing(state, event);
}

function failing(state: RecorderState, event: RecorderEvent): RecorderState {
  return event.type === 'failed' ? { kind: 'failed', why: event.why } : state;
}

// What this browser records and plays, as it says itself. Small: every room that is opened asks it.

import { readVoiceAbility, type VoiceAbility } from './voice-format.ts';

/** What of the page is needed; any of it may be missing. */
export interface FormatGlobals {
  readonly document?: Pick<Document, 'createElement'> | undefined;
  readonly navigator?: { readonly vendor?: string } | undefined;
  readonly MediaRecorder?: typeof MediaRecorder | undefined;
}

export function readBrowserAbility(scope: FormatGlobals = globalThis): VoiceAbility {
  const audio = scope.document?.createElement('audio');
  return readVoiceAbility({
    canRecord: (type) => recordingType(scope, type) !== undefined,
    canPlay: (type) => (audio?.canPlayType(type) ?? '') !== '',
    isApple: isApple(scope),
  });
}

function isApple({ navigator }: FormatGlobals): boolean {
  return navigator?.vendor?.startsWith('Apple') === true;
}

/** As this browser's recorder wants to hear it. */
export function recordingType(scope: FormatGlobals, type: string): string | undefined {
  // Safari before 18.4 knows containers only; there MP4 is always AAC.
  const names = isApple(scope) ? [type, type.split(';')[0] ?? type] : [type];
  return names.find((name) => scope.MediaRecorder?.isTypeSupported(name));
}

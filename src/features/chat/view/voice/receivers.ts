// What those who will get a note can play, as far as they told.

import type { VoiceFormat } from '../../../../media/voice-format.ts';
import type { ChatModel, Thread } from '../../api.ts';

/** One entry for each instance that told something of it; those who did not play what browsers agree on. */
export function receiversOf(_model: ChatModel, _thread: Thread): readonly (readonly VoiceFormat[])[] {
  return [];
}

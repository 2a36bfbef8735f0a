// What those who will get a note can play, as far as they told.

import { playsAmong, type VoiceFormat } from '../../../../media/voice-format.ts';
import type { ChatModel, Thread } from '../../api.ts';

/** One entry for each instance that is here, undefined for one that told nothing of it. */
export function receiversOf(
  { peers }: Pick<ChatModel, 'peers'>,
  { id }: Pick<Thread, 'id'>,
): readonly (readonly VoiceFormat[] | undefined)[] {
  const present = peers.peek().filter(({ link }) => link.kind !== 'gone');
  const reached = id === 'room' ? present : present.filter(({ identityId }) => identityId === id);
  return reached.map(({ capabilities = [] }) => playsAmong(capabilities));
}

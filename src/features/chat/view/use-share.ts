// What becomes of files that are too large to lie in the talk: they are offered to those who hear the message.

import type { Thread } from '../api.ts';
import { useRoomFace } from '../../room-face.tsx';
import { withLooks } from '../../../platform/files/picture-look.ts';
import { MAX_LOOK_BYTES } from '../../../swarm/manifest.ts';
import type { Share } from './composer-state.ts';

/** Undefined where they can be offered to nobody. */
export function useShare({ id }: Pick<Thread, 'id'>): Share {
  const { sharing } = useRoomFace();
  if (!sharing) return undefined;
  return async (files) => {
    const { refs, refused } = sharing.share(
      await withLooks(files, MAX_LOOK_BYTES),
      id === 'room' ? undefined : id,
    );
    return { refs: await sharing.withRoots(refs), refused };
  };
}

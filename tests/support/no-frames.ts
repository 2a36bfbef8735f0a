// Frames of a room in which nobody sends any.

import type { RoomContext } from '../../src/room/room.ts';

export const noFrames: Pick<RoomContext, 'frames' | 'requestLink'> = {
  frames: () => ({
    maxFrameBytes: 0,
    send: () => false,
    bufferedBytes: () => 0,
    onFrame: () => () => undefined,
    onDrained: () => () => undefined,
    blame: () => undefined,
  }),
  requestLink: () => undefined,
};

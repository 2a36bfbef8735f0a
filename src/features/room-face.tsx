// What the shell tells the views of features about the room they stand in: its title, and what an empty room
// shows. Handed down by context, so that no feature reaches into the app.

import { createContext, type ComponentType } from 'preact';
import { useContext } from 'preact/hooks';

export interface RoomFace {
  readonly title: string;
  /** In place of what a space shows, while nobody else is here: who may come, or why nobody can. */
  readonly Alone: ComponentType;
  /** Whether what is said and made here is kept on this device. */
  readonly isKept: boolean;
  /** Hands files to the space that takes any size, and shows it: there everybody in the room is offered them. */
  readonly shareFiles?: ((files: readonly File[]) => void) | undefined;
  /** The tone of hands and faces, chosen once for all emoji: 0 is none, 1 to 5 from light to dark. */
  readonly emojiTone?: { value: number };
}

const RoomFaceContext = createContext<RoomFace>({ title: '', Alone: () => null, isKept: false });
export const RoomFaceProvider = RoomFaceContext.Provider;

export function useRoomFace(): RoomFace {
  return useContext(RoomFaceContext);
}

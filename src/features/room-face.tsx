// What the shell tells the views of features about the room they stand in: its title, and the invitation that an empty
// room shows. Handed down by context, so that no feature reaches into the app.

import { createContext, type ComponentType } from 'preact';
import { useContext } from 'preact/hooks';

export interface RoomFace {
  readonly title: string;
  /** Link, QR code and six words, ready to be handed on. */
  readonly Invitation: ComponentType;
}

const RoomFaceContext = createContext<RoomFace>({ title: '', Invitation: () => null });
export const RoomFaceProvider = RoomFaceContext.Provider;

export function useRoomFace(): RoomFace {
  return useContext(RoomFaceContext);
}

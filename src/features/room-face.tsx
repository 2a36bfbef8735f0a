// What the shell tells the views of features about the room they stand in: its title, and what an empty room
// shows. Handed down by context, so that no feature reaches into the app.

import { createContext, type ComponentType } from 'preact';
import { useContext } from 'preact/hooks';
import type { FileSharing, SharedRef } from './file-sharing.ts';

export interface OtherRoom {
  /** Names it among those that are kept. */
  readonly tag: string;
  readonly title: string;
  /** When its person was last there, in words: owners may give two rooms one title. */
  readonly caption: string;
}

/** A file that is here as a whole. */
export interface CarriedFile {
  /** Cleaned. */
  readonly name: string;
  readonly mimeType: string;
  readonly sizeBytes: number;
  /** Undefined where it cannot be read. */
  readonly blob: () => Promise<Blob | undefined>;
}

export interface RoomFace {
  readonly title: string;
  /** In place of what a space shows, while nobody else is here: who may come, or why nobody can. */
  readonly Alone: ComponentType;
  /** Whether what is said and made here is kept on this device. */
  readonly isKept: boolean;
  /** The files of the room, of any size; undefined where no space is for them. */
  readonly sharing?: FileSharing | undefined;
  /** One of them where it is talked about, with what can be done with it. */
  readonly SharedFile?: ComponentType<{ readonly file: SharedRef }> | undefined;
  /** This page as the file that it was built as; undefined where that cannot be read. */
  readonly ownFile?: (() => Promise<File | undefined>) | undefined;
  /** Rooms that this person keeps, besides this one. */
  readonly otherRooms?: readonly OtherRoom[] | undefined;
  /** Asks whether to go to another room with a file and share it there: there is one room at a time. */
  readonly carry?: ((file: CarriedFile, room: OtherRoom) => void) | undefined;
  /** The tone of hands and faces, chosen once for all emoji: 0 is none, 1 to 5 from light to dark. */
  readonly emojiTone?: { value: number };
}

const RoomFaceContext = createContext<RoomFace>({ title: '', Alone: () => null, isKept: false });
export const RoomFaceProvider = RoomFaceContext.Provider;

export function useRoomFace(): RoomFace {
  return useContext(RoomFaceContext);
}

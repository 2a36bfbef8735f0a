// What every part of the files space needs: the model, the language, and what pressing an action does.

import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { canPlay } from '../../../platform/files/can-play.ts';
import { canPickFile } from '../../../platform/files/chosen-places.ts';
import type { FileId, FileRow, FilesModel } from '../api.ts';
import type { SavedAs } from '../files-world.ts';
import type { Action, ActionFacts, Tongue } from './row-state.ts';

export interface FilesFace {
  readonly model: FilesModel;
  readonly tongue: Tongue;
  /** Of several at once, where it makes sense for several. */
  readonly act: (rows: readonly FileRow[], action: Action) => void;
  /** Whether its person has put it somewhere of their own since they came, or had it handed to the browser. */
  readonly savedAs: (id: FileId) => SavedAs | undefined;
  /** What its actions hang on. */
  readonly factsOf: (row: FileRow) => ActionFacts;
  /** Stands large. */
  readonly choose: (id: FileId | undefined) => void;
}

const FaceContext = createContext<FilesFace | undefined>(undefined);
export const FilesFaceProvider = FaceContext.Provider;

/** What the actions of a file hang on. */
export function factsIn(model: FilesModel, { id, from }: FileRow): ActionFacts {
  return {
    isSaved: model.saved.value.has(id),
    mayTakeAll: model.isVerified(from.identityId) && !model.takingFrom.value.has(from.identityId),
    canChoose: canPickFile(),
    canPlay,
  };
}

export function useFiles(): FilesFace {
  const face = useContext(FaceContext);
  if (!face) throw new Error('A part of the files space stands outside of it.');
  return face;
}

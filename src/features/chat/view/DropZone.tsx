// Files dropped anywhere on the talk go into the message; a dashed edge says so while they hang over it.

import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { takeDropped, type ChosenFile } from '../../../platform/files/dropped-files.ts';
import { useSay } from '../../../ui/locale.tsx';
import { composeWords } from './compose-words.ts';

export interface DropZoneProps {
  readonly isOpen: boolean;
  readonly onFiles: (files: readonly ChosenFile[]) => void;
  readonly children: ComponentChildren;
}

export function DropZone({ isOpen, onFiles, children }: DropZoneProps) {
  const say = useSay();
  const [isOver, setOver] = useState(false);
  const holdsFiles = (event: DragEvent) => isOpen && event.dataTransfer?.types.includes('Files') === true;
  return (
    <div
      class="relative flex min-h-0 flex-1 flex-col"
      onDragOver={(event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        const to = event.relatedTarget;
        if (!(to instanceof Node && event.currentTarget.contains(to))) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        if (!holdsFiles(event)) return;
        event.preventDefault();
        if (event.dataTransfer) void takeDropped(event.dataTransfer).then(({ files }) => onFiles(files));
      }}
    >
      {children}
      {isOver ? (
        <div class="pointer-events-none absolute inset-2 z-sticky grid place-items-center rounded-sheet border-2 border-dashed border-line-2 bg-sheet text-lead text-ink-2">
          {say(composeWords.dropHere)}
        </div>
      ) : null}
    </div>
  );
}

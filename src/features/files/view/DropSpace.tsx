// The whole space takes what is dropped or pasted; a dashed edge says so while files hang over it.

import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useSay } from '../../../ui/locale.tsx';
import { spaceWords } from './space-words.ts';

export interface DropSpaceProps {
  readonly onTransfer: (transfer: DataTransfer) => void;
  readonly children: ComponentChildren;
}

export function DropSpace({ onTransfer, children }: DropSpaceProps) {
  const say = useSay();
  const [isOver, setOver] = useState(false);
  usePaste(onTransfer);
  const holdsFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true;
  return (
    <div
      class="relative flex min-h-0 flex-1 flex-col"
      onDragOver={(event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
        setOver(true);
      }}
      onDragLeave={(event) => {
        const to = event.relatedTarget;
        if (!(to instanceof Node && event.currentTarget.contains(to))) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        if (!holdsFiles(event) || !event.dataTransfer) return;
        event.preventDefault();
        onTransfer(event.dataTransfer);
      }}
    >
      {children}
      {isOver ? (
        <div class="pointer-events-none absolute inset-2 z-sticky grid place-items-center rounded-sheet border-2 border-dashed border-line-2 bg-sheet p-6 text-center text-lead text-ink-2">
          {say(spaceWords.letGo)}
        </div>
      ) : null}
    </div>
  );
}

/** Files on the clipboard; text that is pasted into a field stays there. */
function usePaste(onTransfer: (transfer: DataTransfer) => void): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const { clipboardData, target } = event;
      const isField = target instanceof HTMLElement && target.matches('input, textarea, [contenteditable]');
      if (isField || !clipboardData?.types.includes('Files')) return;
      event.preventDefault();
      onTransfer(clipboardData);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, [onTransfer]);
}

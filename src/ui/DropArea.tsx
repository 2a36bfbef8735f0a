// A part of the page that takes files dropped on it; a dashed edge says so while they hang over it.

import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

export interface DropAreaProps {
  /** What letting go would do. */
  readonly label: string;
  /** Whether it takes anything now; it does unless told. */
  readonly isOpen?: boolean;
  /** While the drop is heard: the browser empties it afterwards. */
  readonly onTransfer: (transfer: DataTransfer) => void;
  readonly children: ComponentChildren;
}

export function DropArea({ label, isOpen = true, onTransfer, children }: DropAreaProps) {
  const [isOver, setOver] = useState(false);
  const holdsFiles = ({ dataTransfer }: DragEvent) =>
    isOpen && dataTransfer?.types.includes('Files') === true;
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
          {label}
        </div>
      ) : null}
    </div>
  );
}

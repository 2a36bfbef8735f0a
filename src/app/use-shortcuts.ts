// Listens to the keyboard with the shortcuts that the commands carry.

import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Command } from './commands.ts';
import type { Overlay } from './shell.tsx';
import { createShortcuts } from './shortcuts.ts';

export function useShortcuts(commands: readonly Command[], overlay: Pick<Overlay, 'open' | 'close'>): void {
  const current = useRef(commands);
  current.current = commands;
  const shortcuts = useMemo(
    () =>
      createShortcuts(() =>
        current.current.flatMap(({ id, keys, run }) => (keys === undefined ? [] : [{ id, keys, run }])),
      ),
    [],
  );
  // Before the first paint: whoever sees the page may press a key.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.isComposing) return;
      const isModalOpen = document.querySelector('dialog[open]') !== null;
      // One that was asked for has the keys from then on, also while it is still being loaded.
      const isModalDue = !isModalOpen && overlay.open.peek().kind !== 'none';
      if (isModalDue && event.key === 'Escape') return overlay.close();
      const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
      // Under a dialog the page is inert, for keys as for the pointer.
      const isTyping = isModalOpen || isModalDue || isTextField(event.target);
      const atMs = event.timeStamp;
      const isUsed = shortcuts.press({ key, ctrlKey, metaKey, altKey, shiftKey, isTyping, atMs });
      if (isUsed) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [shortcuts, overlay]);
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

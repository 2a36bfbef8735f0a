// Listens to the keyboard with the shortcuts that the commands carry.

import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Command } from './commands.ts';
import { createShortcuts } from './shortcuts.ts';

export function useShortcuts(commands: readonly Command[]): void {
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
      const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
      // Under a dialog the page is inert, for keys as for the pointer.
      const isTyping = isModalOpen || isTextField(event.target);
      const atMs = event.timeStamp;
      const isUsed = shortcuts.press({ key, ctrlKey, metaKey, altKey, shiftKey, isTyping, atMs });
      if (isUsed) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [shortcuts]);
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

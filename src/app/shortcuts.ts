// Keyboard shortcuts: one registry that the page listens with and the `?` sheet shows. Pure but for the event it reads.

/** `mod` is Ctrl, or Cmd on a Mac. A sequence such as `g c` is two keys after one another. */
export type ShortcutKeys = string;

export interface Shortcut {
  readonly id: string;
  readonly keys: ShortcutKeys;
  readonly run: () => void;
}

/** What a key event says; a part of `KeyboardEvent`. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  /** Whether the person is typing text right now. */
  readonly isTyping: boolean;
  readonly atMs: number;
}

export interface ShortcutRegistry {
  /** True when a shortcut ran or a sequence began, so that the event is used up. */
  press(press: KeyPress): boolean;
}

/** Between the two keys of a sequence; slower is two single keys. */
export const SEQUENCE_TIMEOUT_MS = 1_200;

export function createShortcuts(list: () => readonly Shortcut[]): ShortcutRegistry {
  let began: { readonly key: string; readonly atMs: number } | undefined;
  return {
    press(press) {
      const name = nameOf(press);
      const isSequence = began !== undefined && press.atMs - began.atMs <= SEQUENCE_TIMEOUT_MS;
      const prefix = isSequence && began ? `${began.key} ` : '';
      began = undefined;
      if (name === undefined) return false;
      const found = list().find((shortcut) => shortcut.keys === prefix + name);
      if (found) {
        found.run();
        return true;
      }
      const begins = list().some((shortcut) => shortcut.keys.startsWith(`${name} `));
      if (begins) began = { key: name, atMs: press.atMs };
      return begins;
    },
  };
}

/** The press as a shortcut names it; plain keys mean nothing while text is typed. */
function nameOf(press: KeyPress): string | undefined {
  if (press.altKey) return undefined;
  const key = press.key.toLowerCase();
  if (press.ctrlKey || press.metaKey) return press.shiftKey ? undefined : `mod+${key}`;
  // Signs such as `?` need Shift; a letter with it is another one.
  const isCapital = press.shiftKey && /\p{L}/u.test(key);
  return press.isTyping || isCapital || key.length > 1 ? undefined : key;
}

/** Whether the keys are pressed without Ctrl or Cmd, so that text typed at the wrong moment could trigger them. */
export function isBare(keys: ShortcutKeys): boolean {
  return !keys.startsWith('mod+');
}

/** The keys as people read them, such as `['Ctrl', 'K']` or `['G', 'C']`. */
export function readableKeys(keys: ShortcutKeys, isMac: boolean): readonly string[] {
  return keys.split(/[+ ]/).map((key) => {
    if (key === 'mod') return isMac ? '⌘' : 'Ctrl';
    return key.toUpperCase();
  });
}

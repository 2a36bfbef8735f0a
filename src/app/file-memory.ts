// How much of what is shared may lie in the memory of this page, as its person chose, and how much does.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import type { SettingsStore } from './settings.ts';

const MIB = 2 ** 20;

export interface FileMemory {
  readonly usedBytes: ReadonlySignal<number>;
  /** Signal-backed. */
  readonly limitBytes: () => number;
  /** Called by whoever holds it. */
  readonly tellUse: (usedBytes: number) => void;
}

export function createFileMemory(settings: Pick<SettingsStore, 'current'>): FileMemory {
  const usedBytes = signal(0);
  return {
    usedBytes,
    limitBytes: () => settings.current.value.memoryMib * MIB,
    tellUse: (bytes) => void (usedBytes.value = bytes),
  };
}

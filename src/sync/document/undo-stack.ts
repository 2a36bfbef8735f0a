// Taking back one's own changes, and only those: what others wrote meanwhile stays.

import { signal, type Signal } from '@preact/signals-core';
import * as Y from 'yjs';
import type { Clock } from '../../primitives/clock.ts';
import type { UndoStack } from '../shared-docs.ts';
import { LOCAL, type Replica } from './replica.ts';
import type { Writing } from './writing.ts';

/** Changes closer together are one step. */
const STEP_MS = 500;

/** Also told of each change made here, right before it. */
export interface ClockedUndoStack extends UndoStack {
  onChanging(): void;
}

export function createUndoStack(replica: Replica, writing: Writing, clock: Clock): ClockedUndoStack {
  // Steps are ended here, by the injected clock.
  const manager = new Y.UndoManager(replica.doc, {
    trackedOrigins: new Set([LOCAL]),
    captureTimeout: Number.POSITIVE_INFINITY,
  });
  const canUndo: Signal<boolean> = signal(false);
  const canRedo: Signal<boolean> = signal(false);
  let changedAtMs = -Infinity;
  const update = () => {
    canUndo.value = manager.undoStack.length > 0;
    canRedo.value = manager.redoStack.length > 0;
  };
  for (const event of ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const)
    manager.on(event, update);
  return {
    canUndo,
    canRedo,
    undo: () => writing.attempt(() => void manager.undo()),
    redo: () => writing.attempt(() => void manager.redo()),
    endStep: () => manager.stopCapturing(),
    onChanging() {
      const nowMs = clock.nowMs();
      if (nowMs - changedAtMs > STEP_MS) manager.stopCapturing();
      changedAtMs = nowMs;
    },
  };
}

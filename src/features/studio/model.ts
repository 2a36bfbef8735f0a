// The scratchpad's state: one program, one run at a time, bounded output. Nothing here reaches the room, and nothing from
// the room is ever run.

import { signal, type ReadonlySignal, type Signal } from '@preact/signals-core';
import type { Clock } from '../../primitives/clock.ts';
import type { Disposable } from '../../primitives/disposable.ts';
import { createOutput, type Output } from './output.ts';
import type { Python, PythonListeners, RunEnd } from './python/create-python.ts';

export type StudioState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'arriving'; readonly part: number }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'asking'; readonly answer: (line: string) => void }
  | { readonly kind: 'finished'; readonly tookMs: number }
  | Exclude<RunEnd, { kind: 'finished' }>;

export interface StudioModel extends Disposable {
  readonly program: ReadonlySignal<string>;
  readonly output: ReadonlySignal<string>;
  readonly isOutputCut: ReadonlySignal<boolean>;
  readonly state: ReadonlySignal<StudioState>;
  edit(program: string): void;
  run(): Promise<void>;
  stop(): void;
  clear(): void;
  /** The line that `input()` waits for. */
  answer(line: string): void;
}

export interface StudioPorts {
  readonly clock: Clock;
  /** Loads the runtime on first use; rejects when this copy of the page does not hold it. */
  readonly loadPython: () => Promise<(listeners: PythonListeners) => Python>;
}

const FIRST_PROGRAM = 'print("Hello from this device")\n';
const BUSY: ReadonlySet<StudioState['kind']> = new Set(['arriving', 'starting', 'running', 'asking']);

export function isBusy(state: StudioState): boolean {
  return BUSY.has(state.kind);
}

export function createStudioModel({ clock, loadPython }: StudioPorts): StudioModel {
  const program = signal(FIRST_PROGRAM);
  const output = createOutput(clock);
  const isOutputCut = signal(false);
  const state = signal<StudioState>({ kind: 'idle' });
  let python: Python | undefined;
  let startedMs = 0;

  const listeners: PythonListeners = {
    ...listenersFor(state, output, isOutputCut),
    onRunning() {
      startedMs = clock.nowMs();
      state.value = { kind: 'running' };
    },
  };

  function clear(): void {
    output.clear();
    isOutputCut.value = false;
  }

  async function runProgram(): Promise<RunEnd> {
    try {
      python ??= (await loadPython())(listeners);
    } catch {
      return { kind: 'unavailable', reason: 'incomplete' };
    }
    return isBusy(state.value) ? python.run(program.value) : { kind: 'stopped' };
  }

  return {
    program,
    output: output.text,
    isOutputCut,
    state,
    edit: (text) => (program.value = text),
    async run() {
      if (isBusy(state.value)) return;
      clear();
      state.value = { kind: 'starting' };
      const end = await runProgram();
      if (end.kind === 'failed') output.print(`${end.traceback}\n`);
      output.flush();
      state.value = end.kind === 'finished' ? { ...end, tookMs: clock.nowMs() - startedMs } : end;
    },
    stop() {
      if (!isBusy(state.value)) return;
      if (python) python.stop();
      else state.value = { kind: 'stopped' };
    },
    clear,
    answer(line) {
      if (state.value.kind === 'asking') state.value.answer(line);
    },
    dispose() {
      python?.stop();
      output.dispose();
    },
  };
}

function listenersFor(
  state: Signal<StudioState>,
  output: Output,
  isOutputCut: Signal<boolean>,
): Omit<PythonListeners, 'onRunning'> {
  return {
    onOutput: (text) => output.print(text),
    onOutputCut: () => (isOutputCut.value = true),
    onArriving: (part) => (state.value = { kind: 'arriving', part }),
    onStarting: () => (state.value = { kind: 'starting' }),
    onInput: (prompt) =>
      new Promise((resolve) => {
        output.print(prompt);
        output.flush();
        const answer = (line: string) => {
          output.print(`${line}\n`);
          state.value = { kind: 'running' };
          resolve(line);
        };
        state.value = { kind: 'asking', answer };
      }),
  };
}

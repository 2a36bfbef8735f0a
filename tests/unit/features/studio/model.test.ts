import { expect, test } from 'vitest';
import { createStudioModel } from '../../../../src/features/studio/model.ts';
import type { PythonListeners, RunEnd } from '../../../../src/features/studio/python/create-python.ts';
import { createSimClock } from '../../../support/sim-clock.ts';

/** A model whose Python does what the test says. */
function studioWithFakePython() {
  const clock = createSimClock();
  const runs: { readonly code: string; readonly end: (end: RunEnd) => void }[] = [];
  let listeners: PythonListeners | undefined;
  const model = createStudioModel({
    clock,
    loadPython: async () => (given) => {
      listeners = given;
      return {
        run: (code) => new Promise((end) => runs.push({ code, end })),
        stop: () => runs.at(-1)?.end({ kind: 'stopped' }),
      };
    },
  });
  return {
    clock,
    model,
    runs,
    start: async (program: string) => {
      model.edit(program);
      const done = model.run();
      await Promise.resolve();
      await Promise.resolve();
      if (!listeners) throw new Error('Python was not loaded.');
      return { done, listeners, end: (end: RunEnd) => runs.at(-1)?.end(end) };
    },
  };
}

test('a run gets the program as it stands', async () => {
  const { runs, start } = studioWithFakePython();
  await start('print(1)');
  expect(runs.map(({ code }) => code)).toEqual(['print(1)']);
});

test('output appears while the program runs', async () => {
  const { clock, model, start } = studioWithFakePython();
  const { listeners } = await start('print(1)');
  listeners.onOutput('1\n');
  await clock.advance(16);
  expect(model.output.value).toBe('1\n');
});

test('a loop that prints changes the view once a frame', async () => {
  const { clock, model, start } = studioWithFakePython();
  const { listeners } = await start('');
  let changes = -1;
  model.output.subscribe(() => (changes += 1));
  for (let i = 0; i < 1000; i += 1) listeners.onOutput('x\n');
  await clock.advance(16);
  expect(changes).toBe(1);
});

test('an error is shown as its traceback', async () => {
  const { model, start } = studioWithFakePython();
  const { done, end } = await start('1/0');
  end({ kind: 'failed', traceback: 'ZeroDivisionError: division by zero' });
  await done;
  expect(model.output.value).toBe('ZeroDivisionError: division by zero\n');
  expect(model.state.value.kind).toBe('failed');
});

test('a second run waits for the first to end', async () => {
  const { model, runs, start } = studioWithFakePython();
  await start('first');
  await model.run();
  expect(runs).toHaveLength(1);
});

test('stop ends the run', async () => {
  const { model, start } = studioWithFakePython();
  const { done } = await start('while True: pass');
  model.stop();
  await done;
  expect(model.state.value).toEqual({ kind: 'stopped' });
});

test('input() waits for a line, which the output then shows', async () => {
  const { clock, model, start } = studioWithFakePython();
  const { listeners } = await start('input("name? ")');
  const line = listeners.onInput('name? ');
  expect(model.state.value.kind).toBe('asking');
  model.answer('Ada');
  await clock.advance(16);
  expect(await line).toBe('Ada');
  expect(model.output.value).toBe('name? Ada\n');
  expect(model.state.value.kind).toBe('running');
});

test('a copy of the page without Python says so', async () => {
  const model = createStudioModel({
    clock: createSimClock(),
    loadPython: () => Promise.reject(new Error('cut')),
  });
  await model.run();
  expect(model.state.value).toEqual({ kind: 'unavailable', reason: 'incomplete' });
});

test('a new run begins with empty output', async () => {
  const { model, start } = studioWithFakePython();
  const { done, listeners, end } = await start('print(1)');
  listeners.onOutput('1\n');
  listeners.onOutputCut();
  end({ kind: 'finished' });
  await done;
  await start('print(2)');
  expect([model.output.value, model.isOutputCut.value]).toEqual(['', false]);
});

test('the time told is that of the program, without the start of Python', async () => {
  const { clock, model, start } = studioWithFakePython();
  const { done, listeners, end } = await start('');
  await clock.advance(2000);
  listeners.onRunning();
  await clock.advance(50);
  end({ kind: 'finished' });
  await done;
  expect(model.state.value).toEqual({ kind: 'finished', tookMs: 50 });
});

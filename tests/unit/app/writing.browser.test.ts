// Who is writing is seen from what is typed.

import { signal } from '@preact/signals-core';
import { expect, it } from 'vitest';
import { watchWriting } from '../../../src/app/room/writing.ts';
import type { Visit } from '../../../src/app/session.ts';
import { createDetachedDocs } from '../../support/detached-docs.ts';

function writer(space: string, isTold = true) {
  const docs = createDetachedDocs() as unknown as Visit['docs'];
  const spaces = [{ feature: { id: 'chat', hasWriters: true } }, { feature: { id: 'studio' } }];
  const visit = { docs, space: signal(space), spaces: spaces as unknown as Visit['spaces'] };
  const handlers = watchWriting(visit, () => isTold);
  const happen = (kind: keyof typeof handlers, target: HTMLElement) =>
    handlers[kind]({ target } as unknown as Event);
  return { happen, said: () => docs.presence.own.value['typing'] };
}

function area(value: string): HTMLTextAreaElement {
  const element = document.createElement('textarea');
  element.value = value;
  return element;
}

it('is told while there is something, and taken back when it was sent or wiped out', () => {
  const { happen, said } = writer('chat');
  const field = area('Hel');
  happen('onInput', field);
  expect(said()).toBe('chat');
  field.value = '';
  happen('onKeyUp', field);
  expect(said()).toBeUndefined();
  field.value = 'W';
  happen('onInput', field);
  field.value = '';
  happen('onInput', field);
  expect(said()).toBeUndefined();
});

it('is nobody’s business where nobody reads along, nor what is searched for', () => {
  const studio = writer('studio');
  studio.happen('onInput', area('print(1)'));
  const chat = writer('chat');
  const silent = writer('chat', false);
  silent.happen('onInput', area('Hel'));
  expect(silent.said()).toBeUndefined();
  const search = document.createElement('input');
  search.value = 'Hel';
  chat.happen('onInput', search);
  const toOne = area('Hel');
  toOne.dataset['private'] = '';
  chat.happen('onInput', toOne);
  expect([studio.said(), chat.said()]).toEqual([undefined, undefined]);
});

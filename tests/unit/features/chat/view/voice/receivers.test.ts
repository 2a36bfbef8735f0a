import { signal } from '@preact/signals-core';
import { describe, expect, it } from 'vitest';
import type { ThreadId } from '../../../../../../src/features/chat/api.ts';
import { receiversOf } from '../../../../../../src/features/chat/view/voice/receivers.ts';
import type { LinkView, RosterPeer } from '../../../../../../src/room/room.ts';

const GONE: LinkView = { kind: 'gone', how: 'left', sinceMs: 0 };
const DIRECT: LinkView = { kind: 'direct', rttMs: 5 };

function instance(person: string, capabilities: readonly string[] | undefined, link = DIRECT): RosterPeer {
  const told = capabilities ? { capabilities } : {};
  return { identityId: person, link, ...told } as unknown as RosterPeer;
}

const peers = signal([
  instance('mei', ['plays-webm-opus', 'plays-mp4-aac', 'plays-ogg-opus']),
  instance('mei', ['plays-mp4-aac']),
  instance('jonas', undefined),
  instance('amara', ['plays-ogg-opus'], GONE),
]);

describe('who gets a note', () => {
  it.each([
    ['everybody who is here', 'room', [['webm-opus', 'mp4-aac', 'ogg-opus'], ['mp4-aac'], undefined]],
    ['every instance of one person', 'mei', [['webm-opus', 'mp4-aac', 'ogg-opus'], ['mp4-aac']]],
    ['somebody who told nothing', 'jonas', [undefined]],
    ['nobody', 'amara', []],
  ])('is %s', (_name, id, expected) => {
    expect(receiversOf({ peers }, { id: id as ThreadId })).toEqual(expected);
  });
});

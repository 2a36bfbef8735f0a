import { signal } from '@preact/signals-core';
import { expect, it } from 'vitest';
import { createFilePeople } from '../../../../src/features/files/people.ts';
import type { PeerId } from '../../../../src/primitives/ids.ts';
import type { Regard } from '../../../../src/room/standing.ts';
import { createFakeAttest } from '../../../support/fake-attest.ts';
import { createFakeRoom, makePeer } from '../../../support/fake-room.ts';

const ANN = makePeer('Ann');

/** Ann signed something and left before this person came. */
async function makeScene(nameOf?: () => string | undefined) {
  const { context } = createFakeRoom();
  const regard = signal<Regard>('open');
  const people = createFilePeople({ room: context.room, regardOf: () => regard.value, nameOf });
  const proof = await createFakeAttest(ANN).sign('anything', new Uint8Array(1));
  await people.recognize(ANN.peerId, proof);
  return { people, regard, proof };
}

it('somebody who left before is told by the key that signed, under the name they were met with last', async () => {
  const { people } = await makeScene(() => 'Annie');
  expect(people.ofPeer(ANN.peerId)).toMatchObject({ identityId: ANN.identityId, name: 'Annie' });
});

it('somebody who was never met has a mark and no name, until something of theirs that was kept tells it', async () => {
  const { people } = await makeScene();
  const told = people.ofPeer(ANN.peerId);
  expect([told?.identityId, told?.name]).toEqual([ANN.identityId, '']);
  expect(told?.mark.thing).toBeTruthy();
  people.recall(ANN.peerId, { identityId: ANN.identityId, name: 'Ann', mark: ANN.mark, isSelf: false });
  expect(people.ofPeer(ANN.peerId)?.name).toBe('Ann');
});

it('is not shown while blocked, and a signature of another peer tells nothing', async () => {
  const { people, regard, proof } = await makeScene();
  regard.value = 'blocked';
  expect(people.ofPeer(ANN.peerId)).toBeUndefined();
  expect(people.anyOf(ANN.peerId)).toMatchObject({ identityId: ANN.identityId });
  const other = 'b'.repeat(26) as PeerId;
  await people.recognize(other, proof);
  expect(people.identityOf(other)).toBeUndefined();
});

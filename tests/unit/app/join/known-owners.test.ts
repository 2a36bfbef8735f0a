import { expect, it } from 'vitest';
import type { JoinMemory } from '../../../../src/app/join/join-memory.ts';
import { MAX_KNOWN_OWNERS, noteOwner } from '../../../../src/app/join/known-owners.ts';
import { formatBase32 } from '../../../../src/primitives/base32.ts';
import type { IdentityId } from '../../../../src/primitives/ids.ts';
import { ownerOf } from '../../../../src/room/room-link.ts';
import { createFakeRoom, makePeer } from '../../../support/fake-room.ts';

const identity = (fill: number) => formatBase32(new Uint8Array(32).fill(fill)) as IdentityId;
const nothing = (): JoinMemory => ({ last: undefined, owners: new Map() });

function meet(memory: JoinMemory, fill: number, owner: string | undefined): void {
  const { context } = createFakeRoom([makePeer('Mei', { identityId: identity(fill) })]);
  noteOwner(memory, { ...context.room, owner });
}

it('remembers the owner whom the link names, once they are here', () => {
  const memory = nothing();
  meet(memory, 1, ownerOf(identity(1)));
  expect(memory.owners.get(ownerOf(identity(1)))).toMatchObject({ name: 'Mei' });
});

it.each([
  ['somebody else', ownerOf(identity(2))],
  ['nobody, when the words came alone', undefined],
])('does not take a member for the owner when the link names %s', (_, owner) => {
  const memory = nothing();
  meet(memory, 1, owner);
  expect(memory.owners.size).toBe(0);
});

it('forgets those whose rooms were entered longest ago', () => {
  const memory = nothing();
  for (let fill = 0; fill < MAX_KNOWN_OWNERS + 2; fill += 1) meet(memory, fill, ownerOf(identity(fill)));
  expect([memory.owners.size, memory.owners.has(ownerOf(identity(1)))]).toEqual([MAX_KNOWN_OWNERS, false]);
});

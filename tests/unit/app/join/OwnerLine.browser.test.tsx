// The join screen says whose room it is before anything connects: as far as the link and this page know.

import { signal } from '@preact/signals-core';
import { expect, it } from 'vitest';
import type { KnownOwner } from '../../../../src/app/join/join-memory.ts';
import { OwnerLine } from '../../../../src/app/join/OwnerLine.tsx';
import { ShellProvider, type Shell } from '../../../../src/app/shell.tsx';
import { formatBase32 } from '../../../../src/primitives/base32.ts';
import type { IdentityId } from '../../../../src/primitives/ids.ts';
import { ownerOf, type RoomAddress } from '../../../../src/room/room-link.ts';
import { LocaleProvider } from '../../../../src/ui/locale.tsx';
import { mount } from '../../../support/mount.tsx';

const identity = (fill: number) => formatBase32(new Uint8Array(32).fill(fill)) as IdentityId;
const OWN = ownerOf(identity(1));
const MEI = ownerOf(identity(2));

async function lineFor(
  owner: string | undefined,
  met: Partial<KnownOwner> | undefined,
): Promise<HTMLElement> {
  const owners = new Map(met ? [[MEI, { name: '', mark: { dye: 'saffron', thing: 'kettle' }, ...met }]] : []);
  const profile = { state: signal({ kind: 'ready', peer: { identity: { id: identity(1) } } }) };
  const shell = { joinMemory: { last: undefined, owners }, profile } as unknown as Shell;
  const { place } = await mount(
    <LocaleProvider locale="en">
      <ShellProvider value={shell}>
        <OwnerLine link={{ owner } as RoomAddress} />
      </ShellProvider>
    </LocaleProvider>,
  );
  return place;
}

it('says that words alone name no owner', async () => {
  expect((await lineFor(undefined, undefined)).textContent).toContain('words alone');
});

it('says that the room is this person’s own', async () => {
  expect((await lineFor(OWN, undefined)).textContent).toContain('This room is yours');
});

it('names and marks an owner whom this person has met here', async () => {
  const place = await lineFor(MEI, { name: 'Mei' });
  expect(place.textContent).toContain('Mei');
  expect(place.querySelector('svg')).not.toBeNull();
});

it('calls an owner without a name by their mark', async () => {
  expect((await lineFor(MEI, {})).textContent).toContain('the saffron kettle');
});

it('says that the link names an owner whom this person has not met', async () => {
  const place = await lineFor(MEI, undefined);
  expect(place.textContent).toBe('The link says who owns the room, so nobody else can pose as them.');
  expect(place.querySelector('svg')).toBeNull();
});

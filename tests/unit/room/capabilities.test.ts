// What an instance can do: told with its profile, shown with its person, and never more than words.

import { expect, it } from 'vitest';
import type { IdentityId, PeerId } from '../../../src/primitives/ids.ts';
import { createOwnProfile } from '../../../src/room/own-profile.ts';
import type { Profile } from '../../../src/room/profile-protocol.ts';
import { createRoster } from '../../../src/room/roster.ts';
import { createSimClock } from '../../support/sim-clock.ts';

it('goes from one instance to the roster of another', async () => {
  const told: Profile[] = [];
  const profile = createOwnProfile({
    name: 'Ada',
    status: '',
    space: undefined,
    capabilities: ['plays-mp4-aac'],
    overlay: { setOwn: () => undefined, shape: 'full' },
    channel: { send: (_to, message) => told.push(message) > 0, broadcast: () => [] },
  });
  const ada = 'ada' as PeerId;
  profile.tell(ada);

  const roster = createRoster({
    clock: createSimClock(),
    markOf: async () => ({ dye: 'saffron', thing: 'kettle' }),
    snapshot: (peerId) => ({ peerId, link: undefined, via: [], heardAtMs: undefined }),
  });
  const keys = { identityKey: new Uint8Array(65), agreementKey: new Uint8Array(65) };
  await roster.onPresent({ peerId: ada, identityId: 'ada' as IdentityId, ...keys });
  roster.onProfile(ada, told[0]!);
  expect(roster.peers.value[0]).toMatchObject({ name: 'Ada', capabilities: ['plays-mp4-aac'] });
  roster.onProfile(ada, { name: 'Ada', capabilities: [] });
  expect(roster.peers.value[0]?.capabilities).toEqual([]);
  roster.dispose();
});

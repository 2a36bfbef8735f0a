// A membership that hears what a test says, and what it makes of it.

import type { Gossip } from '../../../src/mesh/gossip/gossip-message.ts';
import { createMembership, type Member, type OwnAnnouncement } from '../../../src/mesh/membership.ts';
import { decodeMembersMessage, encodeMembersMessage } from '../../../src/mesh/membership-protocol.ts';
import { decodeUtf8, encodeUtf8, type Bytes } from '../../../src/primitives/bytes.ts';
import type { PeerId } from '../../../src/primitives/ids.ts';
import type { Entry } from '../../../src/secure/entry.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { createSimClock } from '../../support/sim-clock.ts';

export const SELF = 'self' as PeerId;
export const [ADA, BEN] = ['ada', 'ben'] as PeerId[] as [PeerId, PeerId];

/** An entry that says who signed it, and its count. */
export function entryOf(peerId: PeerId, issued = 1): Bytes {
  return encodeUtf8(`${peerId} ${issued}`);
}

function openEntry(encoded: Uint8Array): Promise<Entry | undefined> {
  const [peerId, issued] = (decodeUtf8(encoded) ?? '').split(' ');
  const entry = { peerId, issued: Number(issued), encoded } as unknown as Entry;
  return Promise.resolve(peerId === 'forged' ? undefined : entry);
}

export function announcement(
  peerId: PeerId,
  fields: { issued?: number; links?: number; card?: string } = {},
) {
  const { issued = 1, links = 4, card = '' } = fields;
  return encodeMembersMessage({
    type: 'ANNOUNCE',
    entry: entryOf(peerId, issued),
    links,
    card: encodeUtf8(card),
  });
}

export const BYE = encodeMembersMessage({ type: 'BYE' });

export function createScene() {
  const clock = createSimClock(0);
  const said: { readonly atMs: number; readonly type: string }[] = [];
  const seen: Member[] = [];
  const gone: (readonly [PeerId, boolean])[] = [];
  let own: OwnAnnouncement | undefined = { entry: entryOf(SELF), links: 3, card: new Uint8Array() };
  const membership = createMembership({
    self: SELF,
    clock,
    random: createSeededRandom(1),
    openEntry,
    own: () => own,
    broadcast(payload) {
      const message = decodeMembersMessage(payload);
      if (message.ok) said.push({ atMs: clock.nowMs(), type: message.value.type });
    },
    onMember: (member) => void seen.push(member),
    onGone: (peerId, hasSaidGoodbye) => void gone.push([peerId, hasSaidGoodbye]),
  });
  let count = 0;
  /** By gossip; `sequence`: of its author, by default after all before. */
  const hear = (from: PeerId, payload: Uint8Array, sequence = (count += 1), ageMs = 0) =>
    membership.receive(from, { signed: { payload, sequence } as Gossip, ageMs });
  const setOwn = (next: OwnAnnouncement | undefined) => (own = next);
  const announcedAtMs = () => said.filter(({ type }) => type === 'ANNOUNCE').map(({ atMs }) => atMs);
  return { clock, membership, hear, said, seen, gone, setOwn, announcedAtMs };
}

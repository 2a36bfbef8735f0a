// How a side says that it takes part, and what it holds.

import type { Bytes } from '../primitives/bytes.ts';
import type { PeerId } from '../primitives/ids.ts';
import { Bitfield } from './bitfield.ts';
import type { Dealer } from './dealer.ts';
import type { Partner } from './partner.ts';
import type { SwarmMessage } from './protocol.ts';
import type { SwarmCore } from './swarm-core.ts';

interface Greeter {
  readonly core: SwarmCore;
  readonly dealer: Dealer | undefined;
  /** What this side calls the swarm. */
  readonly key: Bytes;
  /** The file's root where it may be met by that: those who came by another offer know it so. */
  readonly root: Bytes | undefined;
}

/** What ACCEPT says of what is held. */
type Had = Omit<Extract<SwarmMessage, { readonly type: 'accept' }>, 'type' | 'key' | 'answer'>;

/** To a neighbour that may or may not take part; `isAnew`: a partner that may have forgotten what it was told and asked. */
export function greet(greeter: Greeter, peer: PeerId, isAnew = false): void {
  const { core, key, root } = greeter;
  const { port } = core.tools;
  if (!core.isFetching && !core.isServing) return;
  const known = core.partners.get(peer);
  const { bits, ...rest } = ownHave(greeter, known);
  // Whoever takes part answers, and is told then what is here: once, and not where nobody listens.
  const accept = { type: 'accept', ...rest, ...(known && bits ? { bits } : {}) } as const;
  port.send(peer, { ...accept, key: known?.key ?? key, ...(known && !isAnew ? { answer: true } : {}) });
  const otherName = root?.slice(0, key.length);
  if (known || !otherName || otherName.every((byte, at) => byte === key[at])) return;
  port.send(peer, { ...accept, key: otherName, answer: true });
}

/** To a partner, as an answer. */
export function sayHave(greeter: Greeter, partner: Partner): void {
  greeter.core.say(partner, { type: 'accept', answer: true, ...ownHave(greeter, partner) });
}

function ownHave({ core, dealer }: Greeter, partner: Partner | undefined): Had {
  const { have, isServing, isFetching } = core;
  // A download that cannot be read back gives nothing, and still takes.
  if (!isServing) return isFetching ? {} : { paused: true };
  const hand = dealer && (partner ? dealer.handOf(partner) : new Bitfield(have.length));
  const shown = hand ?? have;
  const isWhole = have.isFull && !hand;
  return {
    ...(shown.count > 0 && !isWhole ? { bits: shown.toBytes() } : {}),
    ...(isWhole ? { whole: true } : {}),
    ...(hand ? { deals: true } : {}),
  };
}

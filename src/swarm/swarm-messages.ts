// What a partner says, one kind after the other: rate, then meaning. Everything that does not fit this file is dropped;
// nothing here throws.

import { Bitfield, indexesOf, runsOf } from './bitfield.ts';
import type { Dealer } from './dealer.ts';
import type { Downloads } from './downloads.ts';
import type { LateSources } from './late-sources.ts';
import type { LeafExchange } from './leaf-exchange.ts';
import { MAX_WAITING_REQUESTS } from './limits.ts';
import type { Partner } from './partner.ts';
import type { SwarmMessage } from './protocol.ts';
import type { SwarmCore } from './swarm-core.ts';
import type { Uploads } from './uploads.ts';

type Of<T extends SwarmMessage['type']> = Extract<SwarmMessage, { readonly type: T }>;

/** What the parts of a swarm offer to what is said to them. */
export interface Listening {
  readonly core: SwarmCore;
  readonly downloads: Downloads;
  readonly uploads: Uploads;
  readonly leaves: LeafExchange;
  readonly late: LateSources;
  readonly dealer: Dealer | undefined;
  /** Says to the partner what this side holds. */
  sayHave(partner: Partner): void;
}

export function answerPartner(
  swarm: Listening,
  { partner, isNew }: { readonly partner: Partner; readonly isNew: boolean },
  message: SwarmMessage,
): void {
  switch (message.type) {
    case 'accept':
      return onAccept(swarm, { partner, isNew }, message);
    case 'have':
      return onHave(swarm, partner, message);
    case 'ask':
      if (!mayAsk(swarm, partner)) return;
      return swarm.leaves.onAsk(partner, message.slices, message.top === true);
    case 'leaves':
      return swarm.leaves.onLeaves(partner, message.from, message.hashes);
    case 'top':
      return swarm.leaves.onTop(partner, message.root, message.slices);
    case 'request':
      return onRequest(swarm, partner, message);
    case 'cancel':
      return swarm.uploads.onCancel(partner, namedIn(swarm, message.runs));
    case 'none':
      swarm.downloads.onNone(partner, namedIn(swarm, message.runs));
      return partner.deals ? swarm.late.onRefused() : undefined;
    case 'leave':
      return undefined;
  }
}

function onAccept(
  swarm: Listening,
  { partner, isNew }: { readonly partner: Partner; readonly isNew: boolean },
  message: Of<'accept'>,
): void {
  const { core } = swarm;
  if (!mayAsk(swarm, partner)) return;
  const told = message.bits ? Bitfield.read(message.bits, core.chunkCount) : new Bitfield(core.chunkCount);
  if (!told) return swarm.downloads.strike(partner, 'a bitfield of another length');
  partner.isPaused = message.paused === true;
  // Whoever begins anew has forgotten what was asked.
  if (partner.isPaused || !message.answer) {
    swarm.downloads.drop(partner);
    swarm.uploads.drop(partner);
  }
  if (!partner.isPaused) {
    const isWhole = message.whole === true || message.deals === true;
    partner.deals = message.deals === true && message.whole !== true;
    core.setHave(partner, message.whole ? Bitfield.full(core.chunkCount) : told, isWhole);
  }
  if (isNew || !message.answer) swarm.sayHave(partner);
  swarm.dealer?.onAnnounced(partner, listOf(told));
  if (partner.isPaused) swarm.dealer?.onPaused(partner);
  swarm.dealer?.dealSoon();
}

function onRequest(swarm: Listening, partner: Partner, { runs, urgent }: Of<'request'>): void {
  const { dealer, core, uploads } = swarm;
  const indexes = namedIn(swarm, runs);
  if (!dealer) return uploads.onRequest(partner, indexes);
  const allowed = indexes.filter((index) => dealer.mayHave(partner, index, urgent === true));
  const isAllowed = new Set(allowed);
  const refused = indexes.filter((index) => !isAllowed.has(index));
  if (refused.length > 0) core.say(partner, { type: 'none', runs: runsOf(refused) });
  uploads.onRequest(partner, allowed);
}

function onHave(swarm: Listening, partner: Partner, { runs, whole }: Of<'have'>): void {
  const { core } = swarm;
  if (!partner.conduct.haveAllowance.take(core.nowMs)) return;
  const indexes = indexesOf(runs, core.chunkCount, core.chunkCount);
  if (!indexes) return swarm.downloads.strike(partner, 'runs that do not fit the file');
  core.addHave(partner, indexes);
  swarm.dealer?.onAnnounced(partner, indexes);
  if (whole) core.setWhole(partner);
}

function mayAsk({ core }: Listening, partner: Partner): boolean {
  return partner.conduct.askAllowance.take(core.nowMs);
}

/** None when they name more than may wait, or what the file does not have. */
function namedIn({ core }: Listening, runs: readonly number[]): readonly number[] {
  return indexesOf(runs, core.chunkCount, MAX_WAITING_REQUESTS) ?? [];
}

function listOf(field: Bitfield): readonly number[] {
  const indexes: number[] = [];
  field.eachSet((index) => indexes.push(index));
  return indexes;
}

// Who may take part in a swarm: as many as links make sense for, and nobody who was banned from it.

import type { Bytes } from '../primitives/bytes.ts';
import type { PeerId } from '../primitives/ids.ts';
import { MAX_PARTNERS } from './limits.ts';
import { Partner } from './partner.ts';
import type { SwarmCore } from './swarm-core.ts';

export interface Applicant {
  readonly peerId: PeerId;
  /** What it calls the swarm. */
  readonly key: Bytes;
  readonly isOfferer: boolean;
}

export function admit(core: SwarmCore, applicant: Applicant): Partner | undefined {
  const { partners, conducts, chunkCount, isFetching, isServing } = core;
  if ((!isFetching && !isServing) || partners.size >= MAX_PARTNERS) return undefined;
  const conduct = conducts.of(applicant.peerId);
  if (conduct.isBanned) return undefined;
  const partner = new Partner({ ...applicant, chunkCount, conduct });
  partners.set(applicant.peerId, partner);
  return partner;
}

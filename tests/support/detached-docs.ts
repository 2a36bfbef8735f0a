// Shared documents that nobody else has: for models, and for whatever only needs a document.

import { signal } from '@preact/signals-core';
import { formatPeerId, type IdentityId } from '../../src/primitives/ids.ts';
import { silentLog } from '../../src/primitives/log.ts';
import { createSharedDocs, type SharedDocsOptions } from '../../src/sync/create-shared-docs.ts';
import type { SharedDocs } from '../../src/sync/shared-docs.ts';
import { createSeededRandom } from './seeded-random.ts';
import { createSimClock } from './sim-clock.ts';

/** `letter`: whose they are; each has a peer id of its own. */
export function createDetachedDocs(letter = 'a', options: Partial<SharedDocsOptions> = {}): SharedDocs {
  const channel = { broadcast: () => [], send: () => false, onMessage: () => () => undefined };
  const self = {
    peerId: formatPeerId(new Uint8Array(16).fill(letter.charCodeAt(0))),
    identityId: letter.repeat(52) as IdentityId,
    mark: { dye: 'indigo', thing: 'lantern' } as const,
    name: signal(letter),
  };
  const room = { self, peers: signal([]), state: signal({ kind: 'open' } as const), channel: () => channel };
  return createSharedDocs({
    room,
    clock: createSimClock(),
    random: createSeededRandom(1),
    log: silentLog,
    visit: 0,
    ...options,
  });
}

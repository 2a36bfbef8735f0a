// What this person shows of itself here, and telling it: on every new link, when it changes, and with announcements.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import type { PeerId } from '../primitives/ids.ts';
import type { Overlay } from '../mesh/overlay-ports.ts';
import { cleanName, cleanStatus } from './display-name.ts';
import { encodeCard, type Profile } from './profile-protocol.ts';
import type { Attention, Channel } from './room.ts';

export interface OwnProfile {
  readonly name: ReadonlySignal<string>;
  setName(name: string): void;
  setStatus(status: string): void;
  setSpace(space: string): void;
  setAttention(attention: Attention): void;
  /** To somebody who is linked now. */
  tell(peer: PeerId): void;
}

export interface OwnProfileOptions {
  readonly name: string;
  readonly status: string;
  readonly space: string | undefined;
  /** Words for what this instance can do. */
  readonly capabilities?: readonly string[];
  readonly overlay: Pick<Overlay, 'setOwn' | 'shape'>;
  readonly channel: Pick<Channel<Profile>, 'broadcast' | 'send'>;
}

export function createOwnProfile(options: OwnProfileOptions): OwnProfile {
  const { overlay, channel } = options;
  const name = signal(cleanName(options.name));
  let status = cleanStatus(options.status);
  let space = options.space;
  let attention: Attention = { isHidden: false, isAway: false };

  function profile(): Profile {
    return {
      name: name.peek(),
      ...(status === '' ? {} : { status }),
      capabilities: [...(options.capabilities ?? [])],
      ...(space === undefined ? {} : { space }),
      ...(attention.isHidden ? { hidden: true } : {}),
      ...(attention.isAway ? { away: true } : {}),
    };
  }

  /** In a large room what is shown of this person goes with its announcement. */
  function tellAll(): void {
    overlay.setOwn({ card: encodeCard(profile()) });
    if (overlay.shape === 'full') channel.broadcast(profile());
  }

  overlay.setOwn({ card: encodeCard(profile()) });
  return {
    name,
    setName(given) {
      name.value = cleanName(given);
      tellAll();
    },
    setStatus(given) {
      const next = cleanStatus(given);
      if (next === status) return;
      status = next;
      tellAll();
    },
    setSpace(next) {
      if (next === space) return;
      space = next;
      tellAll();
    },
    setAttention(next) {
      if (next.isHidden === attention.isHidden && next.isAway === attention.isAway) return;
      attention = next;
      tellAll();
    },
    tell: (peer) => void channel.send(peer, profile()),
  };
}

// What people show of themselves: this person's own, and what the others' instances say, by message or by announcement.

import type { PeerId } from '../primitives/ids.ts';
import type { Overlay } from '../mesh/overlay-ports.ts';
import type { Channels } from './channel.ts';
import { createOwnProfile, type OwnProfile, type OwnProfileOptions } from './own-profile.ts';
import { decodeCard, PROFILE_PROTOCOL, type Profile } from './profile-protocol.ts';

export interface Profiles {
  readonly own: OwnProfile;
  /** What somebody's announcement shows of them. */
  onCard(from: PeerId, card: Uint8Array): void;
}

export interface ProfilesOptions extends Pick<OwnProfileOptions, 'name'> {
  readonly capabilities?: readonly string[] | undefined;
  readonly status?: string | undefined;
  readonly space?: string | undefined;
  readonly overlay: Pick<Overlay, 'setOwn' | 'shape' | 'blame'>;
  readonly channels: Pick<Channels, 'open'>;
  readonly onProfile: (from: PeerId, profile: Profile) => void;
}

export function createProfiles(options: ProfilesOptions): Profiles {
  const { overlay, name, status = '', space, capabilities = [], onProfile } = options;
  const channel = options.channels.open(PROFILE_PROTOCOL);
  channel.onMessage(({ from, message }) => onProfile(from, message));
  return {
    own: createOwnProfile({ name, status, space, capabilities, overlay, channel }),
    onCard(from, card) {
      const profile = decodeCard(card);
      if (profile?.ok) onProfile(from, profile.value);
      else if (profile) overlay.blame(from, `profile: ${profile.error.detail}`);
    },
  };
}

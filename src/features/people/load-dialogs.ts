// Brings what opens over a room ahead of the press that opens it: a key that follows at once would go astray.

import { preloadAll } from '../../ui/lazy.tsx';
import { BookMenu, KeyChangedDialog, Verifications, VerifyDialog } from './knowing-parts.tsx';
import { PersonMenu, RoomDialog } from './owner-parts.tsx';

/** Rejects when a part of it does not come. */
export function loadDialogs(): Promise<void> {
  return preloadAll([BookMenu, KeyChangedDialog, Verifications, VerifyDialog, PersonMenu, RoomDialog]);
}

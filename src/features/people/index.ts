// The people of a room: not a space of its own but the panel beside every space, and the line under the title.

export { findWaiting, KeyChangedBanner } from './KeyChanged.tsx';
export { Verifications, VerifyDialog } from './knowing-parts.tsx';
export { loadDialogs } from './load-dialogs.ts';
export { KnockToasts, RoomDialog } from './owner-parts.tsx';
export { PeoplePanel, PeopleStrip } from './PeoplePanel.tsx';
export {
  countLinks,
  countOwnOthers,
  isHere,
  isLinked,
  listPeople,
  rankOfSelf,
  type Person,
} from './model.ts';
export { sayRoomState } from './state-line.ts';
export { useVerifiedCount } from './Unverified.tsx';
export { VerifyToasts } from './VerifyToasts.tsx';

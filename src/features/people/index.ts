// The people of a room: not a space of its own but the panel beside every space, and the line under the title.

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

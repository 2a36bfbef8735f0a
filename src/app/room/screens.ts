// What is seen and done only in a room, as one part of the page: loaded with what connects, before anybody is in.

export { features } from '../../features/index.ts';
export { InviteDialog } from './Invitation.tsx';
export { LeaveDialog } from './LeaveDialog.tsx';
export { PeopleSheet } from './PeopleSheet.tsx';
export { RoomScreen } from './RoomScreen.tsx';
export { RulesDialog } from './Rules.tsx';
export { MoreSheet } from './TabBar.tsx';
export { VerifySheet } from './VerifySheet.tsx';

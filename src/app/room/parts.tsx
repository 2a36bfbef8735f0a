// The room's screens, which come when they are first shown or before.

import { lazy } from '../../ui/lazy.tsx';

const load = () => import('./screens.ts');

export const RoomScreen = lazy(async () => (await load()).RoomScreen);
export const InviteDialog = lazy(async () => (await load()).InviteDialog);
export const LeaveDialog = lazy(async () => (await load()).LeaveDialog);
export const MoreSheet = lazy(async () => (await load()).MoreSheet);
export const PeopleSheet = lazy(async () => (await load()).PeopleSheet);
export const RulesDialog = lazy(async () => (await load()).RulesDialog);

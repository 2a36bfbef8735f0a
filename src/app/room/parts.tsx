// The room's screens, which come when they are first shown or before.

import type { Feature } from '../../features/feature.ts';
import { lazy, preloadAll } from '../../ui/lazy.tsx';

const load = () => import('./screens.ts');

/** With what its spaces show: a room of which a part is missing is not entered. */
export const RoomScreen = lazy(async () => {
  const { features, RoomScreen: Screen } = await load();
  await preloadAll(features.map(({ View }) => View));
  // They are here already: a dialog that opens a moment later misses the keys in between.
  await preloadAll([InviteDialog, LeaveDialog, MoreSheet, PeopleSheet, RulesDialog, VerifySheet]);
  return Screen;
});
export const InviteDialog = lazy(async () => (await load()).InviteDialog);
export const LeaveDialog = lazy(async () => (await load()).LeaveDialog);
export const MoreSheet = lazy(async () => (await load()).MoreSheet);
export const PeopleSheet = lazy(async () => (await load()).PeopleSheet);
export const RulesDialog = lazy(async () => (await load()).RulesDialog);
export const VerifySheet = lazy(async () => (await load()).VerifySheet);

/** What can be done in a room, once all that shows it is there; rejects when a part of it does not come. */
export async function loadSpaces(): Promise<readonly Feature[]> {
  await RoomScreen.preload();
  return (await load()).features;
}

// The way to what only owners need: its code comes when it is first shown.

import { lazy } from '../../ui/lazy.tsx';

const load = () => import('./owner/index.ts');

export const Door = lazy(async () => (await load()).Door);
export const KnockToasts = lazy(async () => (await load()).KnockToasts);
export const PersonMenu = lazy(async () => (await load()).PersonMenu);
export const RoomDialog = lazy(async () => (await load()).RoomDialog);

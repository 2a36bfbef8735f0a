// The views of keeping, from outside: their code comes when one of them is first shown.

import { lazy } from '../../ui/lazy.tsx';

const load = () => import('./views.ts');

/** The dialog behind the chip of a room. */
export const MemoryDialog = lazy(async () => (await load()).MemoryDialog);
/** Asks before a file is taken along to another room. */
export const CarryDialog = lazy(async () => (await load()).CarryDialog);
/** Home's list. */
export const KeptRooms = lazy(async () => (await load()).KeptRooms);
/** The button that saves a room as a file. */
export const SaveRoom = lazy(async () => (await load()).SaveRoom);

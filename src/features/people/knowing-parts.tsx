// The way to what is needed once somebody else is in the room: its code comes when it is first shown.

import { lazy } from '../../ui/lazy.tsx';

const load = () => import('./knowing/index.ts');

export const BookMenu = lazy(async () => (await load()).BookMenu);
export const KeyChangedDialog = lazy(async () => (await load()).KeyChangedDialog);
export const Verifications = lazy(async () => (await load()).Verifications);
export const VerifyDialog = lazy(async () => (await load()).VerifyDialog);

// Meeting without a server: comes when somebody does it.

import { lazy } from '../../ui/lazy.tsx';

const load = () => import('./screens.ts');

export const WithoutInternet = lazy(async () => (await load()).WithoutInternet);
export const AnswerScreen = lazy(async () => (await load()).AnswerScreen);
export const AnswerArrived = lazy(async () => (await load()).AnswerArrived);
export const ScanDialog = lazy(async () => (await load()).ScanDialog);

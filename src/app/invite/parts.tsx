// Meeting without a server: comes when somebody does it.

import { IncompleteDialog, IncompletePart, IncompleteScreen } from '../Incomplete.tsx';
import { lazy } from '../../ui/lazy.tsx';

const load = () => import('./screens.ts');

export const WithoutInternet = lazy(async () => (await load()).WithoutInternet, { Failed: IncompletePart });
export const AnswerScreen = lazy(async () => (await load()).AnswerScreen, { Failed: IncompleteScreen });
export const AnswerArrived = lazy(async () => (await load()).AnswerArrived, { Failed: IncompleteScreen });
export const ScanDialog = lazy(async () => (await load()).ScanDialog, { Failed: IncompleteDialog });

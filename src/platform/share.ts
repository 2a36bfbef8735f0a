// The system's own share sheet.

import { err, ok, type Result } from '../primitives/result.ts';

export type ShareError = {
  readonly code:
    | /** Its person closed the sheet. */ 'cancelled'
    | /** There is no sheet. */ 'missing'
    | 'refused';
};

export interface Shared {
  readonly title: string;
  readonly text?: string;
  readonly url?: string;
}

/** Shows the share sheet; call it in answer to a click. */
export async function share(
  shared: Shared,
  navigator: Partial<Pick<Navigator, 'share' | 'canShare'>> = globalThis.navigator,
): Promise<Result<undefined, ShareError>> {
  if (!navigator.share || navigator.canShare?.(shared) === false) return err({ code: 'missing' });
  try {
    await navigator.share(shared);
    return ok();
  } catch (error) {
    return err({ code: error instanceof Error && error.name === 'AbortError' ? 'cancelled' : 'refused' });
  }
}

// Puts text on the clipboard, also where the modern interface is missing or refused (plain http, some in-app browsers).

import { err, ok, type Result } from '../primitives/result.ts';

export type ClipboardError = { readonly code: 'refused' };

export interface ClipboardWorld {
  readonly clipboard: Pick<Clipboard, 'writeText'> | undefined;
  readonly document: Document;
}

/** Call it in answer to a click or a key. */
export async function writeClipboardText(
  text: string,
  world: ClipboardWorld = { clipboard: globalThis.navigator.clipboard, document: globalThis.document },
): Promise<Result<undefined, ClipboardError>> {
  try {
    if (!world.clipboard) throw new Error('no asynchronous clipboard');
    await world.clipboard.writeText(text);
    return ok();
  } catch {
    return copyBySelection(text, world.document) ? ok() : err({ code: 'refused' });
  }
}

/** The way before `navigator.clipboard`: select a field's text and say copy. Focus goes back to where it was. */
function copyBySelection(text: string, document: Document): boolean {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  field.setAttribute('aria-hidden', 'true');
  // Inside an open modal dialog everything else is inert and cannot be selected.
  (focused?.closest('dialog') ?? document.body).append(field);
  try {
    field.select();
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus();
  }
}

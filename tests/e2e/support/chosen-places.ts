// Places that a person chooses in the system's dialog, which no test can press.

import type { Page } from '@playwright/test';

type Place = 'file' | 'folder' | 'forbidden' | 'full';

/**
 * Pickers that answer as a person who chooses a place in private storage: no test can press the system's dialog. The file
 * is one and the same: permission for it is taken back, or its disk is full, and then not any more.
 */
export async function choosePlaces(page: Page, at: Place): Promise<void> {
  await page.evaluate(async (what) => {
    const root = await navigator.storage.getDirectory();
    const fail = (name: string) => Promise.reject(new DOMException('as told', name));
    const known = Reflect.get(globalThis, 'chosenFile') as FileSystemFileHandle | undefined;
    const file = known ?? (await root.getFileHandle('chosen.bin', { create: true }));
    Object.assign(globalThis, { chosenFile: file });
    Reflect.deleteProperty(file, 'createWritable');
    const abort = () => Promise.resolve();
    const full = async () => ({ write: () => fail('QuotaExceededError'), close: abort, abort });
    if (what === 'forbidden') Object.assign(file, { createWritable: () => fail('NotAllowedError') });
    if (what === 'full') Object.assign(file, { createWritable: full });
    Object.assign(globalThis, {
      showSaveFilePicker: async () => file,
      showDirectoryPicker: () =>
        what === 'folder' ? root.getDirectoryHandle('mine', { create: true }) : fail('NotAllowedError'),
    });
  }, at);
}

/** From now on as in a browser that has no such dialogs. */
export async function choosePlacesNoMore(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const picker of ['showSaveFilePicker', 'showDirectoryPicker'])
      Reflect.deleteProperty(globalThis, picker);
  });
}

export function hashAt(page: Page, path: readonly string[]): Promise<string> {
  return page.evaluate(async (parts) => {
    let folder = await navigator.storage.getDirectory();
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part);
    const file = await (await folder.getFileHandle(parts.at(-1) ?? '')).getFile();
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }, path);
}

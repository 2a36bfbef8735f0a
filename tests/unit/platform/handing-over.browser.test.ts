// What needs a document: downloads, the clipboard's old way, the manifest's links.

import { describe, expect, it, vi } from 'vitest';
import { writeClipboardText } from '../../../src/platform/clipboard.ts';
import { attachManifest } from '../../../src/platform/install.ts';
import { saveFile, type SaveWorld } from '../../../src/platform/save-file.ts';

const file = { blob: new Blob(['hello'], { type: 'text/html' }), name: 'kith.html' };
const refusing = (name: string) => async () => Promise.reject(new DOMException('…', name));

/** Catches the click on the download link; the browser's own download is not started. */
async function catchDownload(action: () => Promise<unknown>): Promise<readonly HTMLAnchorElement[]> {
  const caught: HTMLAnchorElement[] = [];
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    caught.push(this);
  });
  await action().finally(() => click.mockRestore());
  return caught;
}

/** A picker whose file ends up in `written`. */
function pickerInto(written: unknown[]): NonNullable<SaveWorld['picker']> {
  return async ({ suggestedName }) =>
    ({
      createWritable: async () => ({
        write: async (blob: Blob) => void written.push(suggestedName, await blob.text()),
        close: async () => void written.push('closed'),
      }),
    }) as unknown as FileSystemFileHandle;
}

describe('saveFile', () => {
  it('downloads under the given name where there is no save dialog', async () => {
    const [link] = await catchDownload(() => saveFile(file, { picker: undefined, document }));
    expect(link?.download).toBe('kith.html');
    expect(await (await fetch(link!.href)).text()).toBe('hello');
  });

  it('writes the whole file where its person wants it', async () => {
    const written: unknown[] = [];
    const saved = await saveFile(file, { picker: pickerInto(written), document });
    expect(saved).toEqual({ ok: true, value: 'saved' });
    expect(written).toEqual(['kith.html', 'hello', 'closed']);
  });

  it('is cancelled, and downloads nothing, when the dialog is closed', async () => {
    const world = { picker: refusing('AbortError'), document };
    const links = await catchDownload(async () => {
      expect(await saveFile(file, world)).toEqual({ ok: false, error: { code: 'cancelled' } });
    });
    expect(links).toEqual([]);
  });

  it('downloads when the browser refuses the dialog', async () => {
    const world = { picker: refusing('SecurityError'), document };
    expect(await catchDownload(() => saveFile(file, world))).toHaveLength(1);
  });

  it('says that the disk is full', async () => {
    const handle = { createWritable: refusing('QuotaExceededError') } as unknown as FileSystemFileHandle;
    const saved = await saveFile(file, { picker: async () => handle, document });
    expect(saved).toMatchObject({ ok: false, error: { code: 'full' } });
  });
});

describe('writeClipboardText', () => {
  it('uses the clipboard when it is there', async () => {
    const written: string[] = [];
    const clipboard = { writeText: async (text: string) => void written.push(text) };
    expect((await writeClipboardText('a link', { clipboard, document })).ok).toBe(true);
    expect(written).toEqual(['a link']);
  });

  it.each([
    ['is missing', undefined],
    ['refuses', { writeText: refusing('NotAllowedError') }],
  ])('copies by selection when the clipboard %s, and cleans up', async (_, clipboard) => {
    const copied: unknown[] = [];
    const copy = vi.spyOn(document, 'execCommand').mockImplementation(() => {
      copied.push(document.activeElement instanceof HTMLTextAreaElement && document.activeElement.value);
      return true;
    });
    const outcome = await writeClipboardText('a link', { clipboard, document });
    copy.mockRestore();
    expect(outcome.ok).toBe(true);
    expect(copied).toEqual(['a link']);
    expect(document.querySelector('textarea')).toBeNull();
  });

  it('gives focus back', async () => {
    const button = document.body.appendChild(document.createElement('button'));
    button.focus();
    await writeClipboardText('a link', { clipboard: undefined, document });
    expect(document.activeElement).toBe(button);
    button.remove();
  });

  it('says so when neither way works', async () => {
    const copy = vi.spyOn(document, 'execCommand').mockReturnValue(false);
    const outcome = await writeClipboardText('a link', { clipboard: undefined, document });
    copy.mockRestore();
    expect(outcome).toEqual({ ok: false, error: { code: 'refused' } });
  });
});

describe('attachManifest', () => {
  const attachedTo = (page: Document) =>
    Array.from(page.head.querySelectorAll('link'), (link) => link.getAttribute('href'));

  it('adds the links once', () => {
    const page = document.implementation.createHTMLDocument();
    attachManifest(page, 'https:');
    attachManifest(page, 'https:');
    expect(attachedTo(page)).toEqual(['./manifest.webmanifest', './apple-touch-icon.png']);
  });

  it('adds nothing to a page from disk', () => {
    const page = document.implementation.createHTMLDocument();
    attachManifest(page, 'file:');
    expect(attachedTo(page)).toEqual([]);
  });
});

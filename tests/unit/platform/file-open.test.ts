import { expect, it } from 'vitest';
import {
  LAUNCHED_FILE_MAX_BYTES,
  onLaunchedFile,
  type LaunchedFile,
  type LaunchedText,
  type LaunchQueue,
} from '../../../src/platform/file-open.ts';

/** Opens the app with `files` and collects what it makes of them. */
async function launch(files?: readonly LaunchedFile[]): Promise<readonly LaunchedText[]> {
  const texts: LaunchedText[] = [];
  const queue: LaunchQueue = { setConsumer: (consume) => consume(files ? { files } : {}) };
  onLaunchedFile((text) => texts.push(text), queue);
  await new Promise((resolve) => setImmediate(resolve));
  return texts;
}

const fileOf = (content: BlobPart): LaunchedFile => ({ getFile: async () => new Blob([content]) });

it('reads the text of a file', async () => {
  const file = fileOf('https://kith.example/#/r/a-b\n');
  expect(await launch([file])).toEqual([{ kind: 'text', text: 'https://kith.example/#/r/a-b' }]);
});

it.each([
  ['is too large', fileOf('x'.repeat(LAUNCHED_FILE_MAX_BYTES + 1))],
  ['is no text', fileOf(Uint8Array.of(0xff, 0xfe, 0x80))],
  ['is gone', { getFile: async () => Promise.reject(new DOMException('gone', 'NotFoundError')) }],
])('says so when a file %s', async (_, file) => {
  expect(await launch([file])).toEqual([{ kind: 'unreadable' }]);
});

it('hears nothing of a launch without files', async () => {
  expect(await launch()).toEqual([]);
});

it('does nothing where the browser opens no files with apps', () => {
  expect(() => onLaunchedFile(() => undefined, undefined)).not.toThrow();
});

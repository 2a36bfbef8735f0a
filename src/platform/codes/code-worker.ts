// Reads codes away from the page, so that a picture made to hang or break a decoder costs nothing but this worker.

import { unpack } from '../unpack.ts';
import { createCodeDecoder } from './code-decoder.ts';
import type { FromCodeWorker, ToCodeWorker } from './code-messages.ts';
import type { ReadPixels } from './find-code.ts';

const tell = (message: FromCodeWorker) => postMessage(message);
let decode: ReadPixels | undefined;

addEventListener('message', ({ data }: MessageEvent<ToCodeWorker>) => {
  hear(data).catch(() => tell({ kind: 'broken' }));
});

async function hear(message: ToCodeWorker): Promise<void> {
  if (message.kind === 'start') {
    decode = await createCodeDecoder(await unpack(message.program));
    return tell({ kind: 'ready' });
  }
  return tell({ kind: 'read', text: await decode?.(message.pixels) });
}

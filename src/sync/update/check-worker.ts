// The worker that examines large updates. It holds no document and no Yjs: what it reads cannot harm more than itself.

import type { Bytes } from '../../primitives/bytes.ts';
import { examineUpdate, type Examination } from './examine.ts';

export interface CheckRequest {
  readonly id: number;
  readonly update: Bytes;
  readonly known: ReadonlyMap<number, number>;
  readonly examination: Examination;
}

addEventListener('message', ({ data }: MessageEvent<CheckRequest>) => {
  const { id, update, known, examination } = data;
  const result = examineUpdate(update, (client) => known.get(client) ?? 0, examination);
  const pieces = result.ok ? result.value.pieces : [];
  postMessage({ id, result }, { transfer: pieces.map(({ buffer }) => buffer) });
});

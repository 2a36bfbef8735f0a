import { expect, it } from 'vitest';
import { Fetch } from '../../../../src/features/chat/attachments/fetching.ts';
import { PIECE_BYTES, pieceLength } from '../../../../src/features/chat/attachments/protocol.ts';
import type { Bytes } from '../../../../src/primitives/bytes.ts';
import type { PeerId } from '../../../../src/primitives/ids.ts';
import { createSimClock, settle } from '../../../support/sim-clock.ts';

const ANN = 'ann' as PeerId;
const BEN = 'ben' as PeerId;
const HASH = new Uint8Array(32);
const SIZE = 5 * PIECE_BYTES + 7;

/** Pieces come as asked, but those that `loses` says. */
function makeScene(holders: readonly PeerId[], loses: (asked: number, index: number) => boolean) {
  const clock = createSimClock();
  const asked: string[] = [];
  const ended: (Bytes | undefined)[] = [];
  const fetch: Fetch = new Fetch({
    hash: HASH,
    size: SIZE,
    clock,
    holders: () => holders,
    digest: async () => HASH,
    onProgress: () => undefined,
    onEnd: (bytes) => void ended.push(bytes),
    ask(of, from, count) {
      asked.push(`${of} ${from}+${count}`);
      const turn = asked.length;
      clock.schedule(10, () => {
        for (let index = from; index < from + count; index += 1)
          if (!loses(turn, index))
            fetch.onPiece(of, { hash: HASH, index, data: new Uint8Array(pieceLength(SIZE, index)) });
      });
      return true;
    },
  });
  fetch.begin();
  const pass = async (ms: number) => {
    await clock.advance(ms);
    await settle();
  };
  return { asked, ended, pass };
}

it('a piece that was lost on the way is asked of its only holder once more', async () => {
  const { asked, ended, pass } = makeScene([ANN], (turn, index) => turn === 1 && index === 3);
  await pass(6_000);
  expect(asked).toEqual(['ann 0+6', 'ann 3+3']);
  expect(ended.map((bytes) => bytes?.length)).toEqual([SIZE]);
});

it('another holder goes first, and who stays silent is given up', async () => {
  const { asked, ended, pass } = makeScene([ANN, BEN], () => true);
  await pass(60_000);
  expect(asked).toEqual(['ann 0+6', 'ben 0+6', 'ann 0+6', 'ben 0+6']);
  expect(ended).toEqual([undefined]);
});

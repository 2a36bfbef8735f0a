import { expect, it } from 'vitest';
import { playedBytes } from '../../../../src/features/files/played-file.ts';
import { err, ok } from '../../../../src/primitives/result.ts';
import type { Preference } from '../../../../src/swarm/picker.ts';
import type { OfferView } from '../../../../src/swarm/swarm-state.ts';
import { createSimClock } from '../../../support/sim-clock.ts';

const CHUNK = 65_536;
const OFFER = {
  id: 'film',
  manifest: { sizeBytes: 10 * CHUNK, chunkSizeBytes: CHUNK, mimeType: 'video/webm' },
} as OfferView;

/** Chunks are here once they are in `here`. */
function stage(here: Set<number>) {
  const clock = createSimClock();
  const preferred: Preference[] = [];
  const bytes = playedBytes(
    {
      reader: () => ({
        get: async (index) =>
          here.has(index) ? ok(new Uint8Array(CHUNK).fill(index)) : err({ code: 'missing', detail: '' }),
      }),
      prefer: (_, preference) => void preferred.push(preference),
    },
    OFFER,
    { clock, mimeType: 'video/webm' },
  );
  return { clock, bytes, preferred };
}

it('what a player waits for is asked for first, then what comes after it, until it is closed', async () => {
  const here = new Set([0]);
  const { clock, bytes, preferred } = stage(here);
  expect((await bytes.read(5, () => true))?.length).toBe(CHUNK - 5);
  expect(preferred).toEqual([{ playingAt: 1 }]);
  const reading = bytes.read(7 * CHUNK, () => true);
  await clock.advance(1_000);
  expect(preferred.slice(1)).toEqual([{ critical: [{ from: 7, to: 8 }], playingAt: 7 }]);
  here.add(7);
  await clock.advance(1_000);
  expect((await reading)?.[0]).toBe(7);
  expect(preferred.slice(2)).toEqual([{ playingAt: 8 }]);
  bytes.close();
  expect(preferred.slice(3)).toEqual([{}]);
});

it('what is read when the player closes prefers nothing any more', async () => {
  const { bytes, preferred } = stage(new Set([0]));
  let isWanted = true;
  const reading = bytes.read(0, () => isWanted);
  isWanted = false;
  bytes.close();
  expect(await reading).toBeUndefined();
  expect(preferred).toEqual([{}]);
});

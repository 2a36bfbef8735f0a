// What a person may take between the two steps of an invitation: 290 s, and nearly all of the 10 minutes for which one
// may be answered. Takes as long as that; all pairs of engines wait at once.

import type { Measurement } from './bench.ts';
import { SHOWN_MS } from '../src/room/invite/invitation-state.ts';
import { expectInTime, openTable, type EngineName } from './support/invitation-links.ts';

const ENGINES: readonly EngineName[] = ['chromium', 'firefox'];
const WAITS_S = [290, 590];

/**
 * A pair that finds no link in time ends the run, and so does one whose invitation was not replaced when it should have
 * been, or was before.
 */
export async function measure(): Promise<readonly Measurement[]> {
  const table = await openTable();
  const pairs = ENGINES.flatMap((inviter) => ENGINES.map((guest) => ({ inviter, guest })));
  const cases = WAITS_S.flatMap((waitS) =>
    pairs.flatMap((pair) => [false, true].map((isWalled) => ({ ...pair, waitS, isWalled }))),
  );
  const measure = async ({ waitS, ...meeting }: (typeof cases)[number]): Promise<Measurement> => {
    const waitMs = waitS * 1_000;
    const times = await table.meet({ ...meeting, waitMs });
    const name = `${meeting.inviter}_${meeting.guest}_${waitS}s${meeting.isWalled ? '_walled' : ''}_ms`;
    expectInTime(name, [times]);
    if (times.wasReplaced !== waitMs > SHOWN_MS) throw new Error(`${name}: replaced is ${times.wasReplaced}`);
    return { bench: 'invitation-wait', metric: name, value: Math.round(times.openMs), unit: 'ms' };
  };
  try {
    return await Promise.all(cases.map(measure));
  } finally {
    await table.close();
  }
}

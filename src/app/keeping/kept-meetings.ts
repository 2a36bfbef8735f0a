// Whom this person met in a room, as a part of what is kept of it: so that somebody is known again on another day. Goes
// with the room when it is forgotten; of rooms that are not kept nothing is there.

import { effect, untracked } from '@preact/signals-core';
import type { Keepable } from '../../features/keepable.ts';
import type { IdentityId } from '../../primitives/ids.ts';
import type { Company } from '../../room/company.ts';
import { decodeMet, encodeMet, type PersonRecord } from '../../room/people-record.ts';

/** Under which it is kept, beside what the features keep. */
export const MET_PART = 'met';
/** Those met longest ago are forgotten first. */
const MAX_KEPT = 1_000;

export function keepMeetings({ familiars, book }: Pick<Company, 'familiars' | 'book'>): Keepable {
  const kept = new Map<IdentityId, PersonRecord>();
  const note = (people: readonly PersonRecord[]) => {
    for (const person of people) {
      kept.delete(person.identityId);
      kept.set(person.identityId, person);
    }
    for (const [oldest] of kept) if (kept.size > MAX_KEPT) kept.delete(oldest);
  };
  const isNews = ({ identityId, name, meetings }: PersonRecord) => {
    const before = kept.get(identityId);
    return before?.name !== name || before.meetings !== meetings;
  };
  /** Reads signals. Whoever waits to be decided about is not written down under the name they show. */
  const news = () =>
    Array.from(familiars.value.values())
      .filter(({ regard }) => regard !== 'waiting')
      .flatMap(({ record }) => (record && isNews(record) ? [record] : []));
  return {
    snapshot() {
      note(untracked(news));
      return kept.size === 0 ? [] : [encodeMet(Array.from(kept.values()))];
    },
    restore(piece) {
      const people = decodeMet(piece);
      if (!people) return false;
      note(people);
      book.recall(people);
      return true;
    },
    onChange: (listener) =>
      effect(() => {
        const fresh = news();
        if (fresh.length === 0) return;
        note(fresh);
        listener(encodeMet(fresh));
      }),
  };
}

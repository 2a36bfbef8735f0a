// What this person offers: chosen files as offers, remembered as they were chosen.

import type { IdentityId } from '../../primitives/ids.ts';
import { MAX_SWARMS } from '../../swarm/limits.ts';
import type { AllSwarms } from './all-swarms.ts';
import type { ChosenFile, FileId, FilesProblem, Foreseen, Offering } from './api.ts';
import type { FilesWorld } from './files-world.ts';
import { sortChosen } from './offering.ts';

export interface OwnOffersOptions {
  readonly swarms: Pick<AllSwarms, 'offerAll'>;
  readonly world: Pick<FilesWorld, 'sourceOf'>;
  /** Whether this person may offer anything to everybody. */
  readonly mayOffer: () => boolean;
  /** Files that everybody hears of and that are taken part in. */
  readonly takenCount: () => number;
}

export class OwnOffers {
  readonly #options: OwnOffersOptions;
  readonly #chosen = new Map<FileId, ChosenFile>();

  constructor(options: OwnOffersOptions) {
    this.#options = options;
  }

  /** What of it could not be offered is said. `to`: to that person alone, which is nobody else's to rule. */
  offer(files: readonly ChosenFile[], to?: IdentityId): Offering {
    if (files.length === 0) return NOTHING;
    const { swarms, world, mayOffer } = this.#options;
    if (to === undefined && !mayOffer()) return { ...NOTHING, problems: [{ code: 'may-not-write' }] };
    const { fitting, tooLarge } = sortChosen(files);
    const offers = fitting.slice(0, MAX_SWARMS).map(({ chosen, manifest }) => ({
      chosen,
      manifest,
      source: world.sourceOf(chosen.file, manifest),
    }));
    const done = swarms.offerAll(offers, to).flatMap((result, at) => {
      const chosen = offers[at]?.chosen;
      if (!result.ok || !chosen) return [];
      this.#chosen.set(result.value, chosen);
      return [{ id: result.value, chosen }];
    });
    return {
      ids: done.map(({ id }) => id),
      offered: done.map(({ chosen }) => chosen),
      problems: problemsOf(tooLarge, fitting.length - done.length),
    };
  }

  /** Of what would be offered to everybody. */
  foresee(files: readonly ChosenFile[]): Foreseen {
    const { mayOffer, takenCount } = this.#options;
    if (!mayOffer()) return { count: 0, problems: [{ code: 'may-not-write' }] };
    const { fitting, tooLarge } = sortChosen(files);
    const count = Math.max(0, Math.min(fitting.length, MAX_SWARMS - takenCount()));
    return { count, problems: problemsOf(tooLarge, fitting.length - count) };
  }

  get(id: FileId): ChosenFile | undefined {
    return this.#chosen.get(id);
  }

  delete(id: FileId): void {
    this.#chosen.delete(id);
  }
}

const NOTHING: Offering = { ids: [], offered: [], problems: [] };

function problemsOf(tooLarge: readonly string[], left: number): readonly FilesProblem[] {
  return [
    ...(tooLarge.length > 0 ? [{ code: 'too-large', names: tooLarge } as const] : []),
    ...(left > 0 ? [{ code: 'too-many', count: left } as const] : []),
  ];
}

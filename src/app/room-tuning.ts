// What a script may set about the rooms that are entered from now on. Nothing of it can weaken what is proven or sealed.

export interface RoomTuning {
  /** Links to hold. */
  readonly maxLinks?: number | undefined;
  /** Between two pings of a link. */
  readonly pingPeriodMs?: number | undefined;
  /** Between two comparisons of shared documents with a random neighbour. */
  readonly comparePeriodMs?: number | undefined;
  /** In place of the STUN servers that the page would use; TURN servers stay. */
  readonly stunServers?: readonly string[] | undefined;
  readonly usesTabs: boolean;
  readonly usesBrokers: boolean;
}

export const DEFAULT_TUNING: RoomTuning = { usesTabs: true, usesBrokers: true };

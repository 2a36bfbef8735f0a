// How far joining is and how the brokers are, as signals: gathers what the parts report. The rules are in
// join-progress.ts.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import type { Cancel, Clock } from '../primitives/clock.ts';
import type { Disposable } from '../primitives/disposable.ts';
import type { BrokerMeetingView, Meeting } from '../discovery/meeting.ts';
import type { HandedLinks } from './invite/handed-links.ts';
import { joinState, type JoinFacts } from './join-progress.ts';
import type { BrokerView, RoomState } from './room.ts';

export interface JoinStatus extends Disposable {
  readonly state: ReadonlySignal<RoomState>;
  readonly brokers: ReadonlySignal<readonly BrokerView[]>;
  /** Takes what the parts report into the signals. */
  update(): void;
  /** Whoever is turned away for now has not found an empty room. */
  onBusy(): void;
  onFull(isFull: boolean): void;
  /** Tries again, after a failure. */
  onRetry(): void;
}

export interface JoinStatusOptions {
  readonly clock: Clock;
  /** Names of the brokers, before anything is known of them. */
  readonly labels: readonly string[];
  readonly meeting: () => Pick<Meeting, 'brokers' | 'local'> | undefined;
  readonly facts: () => Omit<JoinFacts, 'brokers' | 'local' | 'isBusy' | 'isFull' | 'isHandedProving'>;
  /** Default: no link comes by hand. */
  readonly handed?: Pick<HandedLinks, 'isProving'> | undefined;
}

/** How long it counts that somebody had no place for a link. */
const BUSY_MS = 15_000;

export function createJoinStatus(options: JoinStatusOptions): JoinStatus {
  const state = signal<RoomState>({ kind: 'joining', step: 'keys' });
  const views = signal<readonly BrokerView[]>(options.labels.map((label) => ({ label, state: 'trying' })));
  let isFull = false;
  let cancelBusy: Cancel | undefined;
  let isProving = options.handed?.isProving.peek() ?? false;
  const stopProving = options.handed?.isProving.subscribe((is) => {
    // What it is at first is known, and the parts that report are not there yet.
    if (is === isProving) return;
    isProving = is;
    update();
  });

  function update(): void {
    const meeting = options.meeting();
    const { brokers = [], local = [] } = meeting ?? {};
    if (meeting) views.value = brokers.map(viewOf);
    const own = { isBusy: cancelBusy !== undefined, isFull, isHandedProving: isProving };
    const facts = { ...options.facts(), brokers, local, ...own };
    const next = joinState(state.value, facts);
    if (JSON.stringify(next) !== JSON.stringify(state.value)) state.value = next;
  }

  return {
    state,
    brokers: views,
    update,
    onBusy() {
      cancelBusy?.();
      cancelBusy = options.clock.schedule(BUSY_MS, () => {
        cancelBusy = undefined;
        update();
      });
    },
    onFull(next) {
      isFull = next;
      update();
    },
    onRetry() {
      isFull = false;
      update();
    },
    dispose() {
      cancelBusy?.();
      stopProving?.();
      state.value = { kind: 'left' };
    },
  };
}

function viewOf({ label, state }: BrokerMeetingView): BrokerView {
  return { label, state: state === 'unsupported' ? 'unreachable' : state };
}

// Waiting for a room to open, and what a script is told when it does not.

import { effect } from '@preact/signals-core';
import type { Clock } from '../../primitives/clock.ts';
import { parseRoomInput, type RoomAddress } from '../../room/room-link.ts';
import type { Room, RoomState } from '../../room/room.ts';
import type { EnterError } from '../session.ts';
import type { P2pError } from './api.ts';
import { ConnectionError, SecurityError } from './errors.ts';

/** The room gives a reason long before; this is for one that cannot. Does not run while an owner is asked. */
export const ENTER_TIMEOUT_MS = 60_000;
/** Reasons for which nobody gets in who may not. */
const GUARDED: readonly string[] = ['intercepted', 'locked', 'refused', 'removed', 'other-owner'];

/** Throws a ConnectionError for what leads to no room. */
export function readAddress(address: unknown): RoomAddress {
  if (typeof address !== 'string') throw new ConnectionError('invalid-address', 'a link or six words');
  const parsed = parseRoomInput(address);
  if (!parsed.ok)
    throw new ConnectionError('invalid-address', `not a room's link or six words: ${parsed.error.code}`);
  return parsed.value;
}

export function entryRefused(code: EnterError): P2pError {
  return code === 'locked'
    ? new SecurityError('identity-locked', 'the passphrase has to be typed first')
    : new ConnectionError(
        code,
        code === 'overtaken' ? 'another room was entered meanwhile' : 'this copy of the page is cut short',
      );
}

/** Undefined for a room that has not failed. */
export function failureOf(state: RoomState): P2pError | undefined {
  if (state.kind !== 'failed') return undefined;
  const { code } = state.failure;
  const Refused = GUARDED.includes(code) ? SecurityError : ConnectionError;
  return new Refused(code, `the room did not open: ${code}`);
}

/** Resolves once `room` is open; rejects when it failed, was left, or said nothing for a minute. */
export function whenOpen(room: Pick<Room, 'state'>, clock: Clock): Promise<void> {
  return new Promise((resolve, reject) => {
    let stop = () => {};
    const cancel = clock.schedule(ENTER_TIMEOUT_MS, () => {
      // Somebody may be deciding whether to let this person in.
      if (room.state.value.kind !== 'joining' && room.state.value.kind !== 'failed') return;
      finish(() => reject(new ConnectionError('timeout', 'the room did not open within a minute')));
    });
    const finish = (settle: () => void) => {
      cancel();
      queueMicrotask(() => stop());
      settle();
    };
    stop = effect(() => {
      const state = room.state.value;
      const failure = failureOf(state);
      if (state.kind === 'open') finish(resolve);
      else if (failure) finish(() => reject(failure));
      else if (state.kind === 'left') finish(() => reject(new ConnectionError('left', 'the room was left')));
    });
  });
}

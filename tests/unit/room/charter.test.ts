import { describe, expect, test } from 'vitest';
import { decode, encode } from 'cborg';
import { changeFor, type Act } from '../../../src/room/charter-acts.ts';
import {
  descendsFrom,
  isAdmitted,
  isMember,
  isOwner,
  mayWrite,
  rootOf,
  type Charter,
} from '../../../src/room/charter.ts';
import { compareCharters, MAX_PROOF_BYTES, verifyProof } from '../../../src/room/charter-proof.ts';
import type { LocalIdentity } from '../../../src/secure/identity.ts';
import { createCharterWorld, proofOf } from '../../support/make-charter.ts';

const LOCK: Act = { type: 'lock', isLocked: true };
const SLOW: Act = { type: 'slow-mode', seconds: 10 };
const KNOCK: Act = { type: 'knock', doesKnock: true };
const adding = ({ id, publicKey }: LocalIdentity): Act => ({
  type: 'add-owner',
  identity: id,
  key: publicKey,
});
const handing = ({ id, publicKey }: LocalIdentity): Act => ({
  type: 'hand-over',
  identity: id,
  key: publicKey,
});
const removing = ({ id }: LocalIdentity): Act => ({ type: 'remove', identity: id });
const dropping = ({ id }: LocalIdentity): Act => ({ type: 'drop-owner', identity: id });

async function aRoom(seed = 1) {
  const world = createCharterWorld(seed);
  const [olga, pia, quin] = [await world.person(), await world.person(), await world.person()];
  const first = await world.begin(olga);
  const verify = (charter: Charter, root: string | undefined = first.root) =>
    verifyProof(proofOf(charter), { namespace: world.namespace, root }, world.crypto);
  return { ...world, olga, pia, quin, first, verify };
}

/** Which of both counts, whichever is asked about first. */
function winner(one: Charter, other: Charter): Charter {
  expect(Math.sign(compareCharters(one, other))).toBe(-Math.sign(compareCharters(other, one)));
  return compareCharters(one, other) > 0 ? one : other;
}

describe('a charter', () => {
  test('[C1] is at first open and owned by whom the link names', async () => {
    const { first, olga, pia } = await aRoom();
    expect([isOwner(first, olga.id), isOwner(first, pia.id)]).toEqual([true, false]);
    expect([isMember(first, pia.id), mayWrite(first, pia.id, 'chat'), first.rules.epoch]).toEqual([
      true,
      true,
      0,
    ]);
  });

  test('[C2] is believed by whoever knows the link', async () => {
    const { first, olga, act, verify } = await aRoom();
    const locked = await act(first, olga, LOCK);
    const verified = await verify(locked);
    expect(verified).toEqual({ ok: true, value: locked });
  });

  test('[C2] names its owner to whoever knows the words alone', async () => {
    const { first, olga, act, crypto, namespace } = await aRoom();
    const proof = proofOf(await act(first, olga, LOCK));
    const verified = await verifyProof(proof, { namespace, root: undefined }, crypto);
    expect(verified.ok && verified.value.root).toBe(rootOf(olga.id));
  });

  test('[C2] of another owner is refused, and told apart from a forgery', async () => {
    const { olga, pia, begin, act, verify } = await aRoom();
    const theirs = await act(await begin(pia), pia, LOCK);
    const verified = await verify(theirs, rootOf(olga.id));
    expect(verified.ok ? 'believed' : verified.error.code).toBe('other-owner');
  });

  test('[C2] of another room is refused', async () => {
    const { first, olga, act, crypto } = await aRoom();
    const proof = proofOf(await act(first, olga, LOCK));
    const elsewhere = { namespace: new Uint8Array(16), root: first.root };
    const verified = await verifyProof(proof, elsewhere, crypto);
    expect(verified.ok ? 'believed' : verified.error.code).toBe('elsewhere');
  });

  test('[C2] with any byte changed is refused', async () => {
    const { first, olga, pia, acts, crypto, namespace } = await aRoom();
    const proof = proofOf(await acts(first, olga, adding(pia), LOCK));
    for (let at = 0; at < proof.length; at += 1) {
      const altered = proof.slice();
      altered[at] = (altered[at] ?? 0) ^ 1;
      const verified = await verifyProof(altered, { namespace, root: first.root }, crypto);
      expect(verified.ok, `byte ${at}`).toBe(false);
    }
  });

  test('that is too long is not looked at', async () => {
    const { first, crypto, namespace } = await aRoom();
    const long = new Uint8Array(MAX_PROOF_BYTES + 1);
    const verified = await verifyProof(long, { namespace, root: first.root }, crypto);
    expect(verified.ok ? 'believed' : verified.error.detail).toBe('longer than 47 KiB');
  });

  test('signed by somebody who is no owner is refused', async () => {
    const { first, olga, pia, acts, crypto, namespace } = await aRoom();
    const owned = await acts(first, olga, adding(pia), SLOW);
    const wire = decode(proofOf(owned)) as { line: unknown[]; current: { head: { signer: Uint8Array } } };
    const without = encode({ ...wire, line: [] });
    const verified = await verifyProof(without, { namespace, root: first.root }, crypto);
    expect(verified.ok).toBe(false);
  });
});

describe('owners', () => {
  test('hand over: the next one is believed by whoever has the old link', async () => {
    const { first, olga, pia, act, acts, verify } = await aRoom();
    const handed = await acts(first, olga, handing(pia));
    const locked = await act(handed, pia, LOCK);
    const verified = await verify(locked);
    expect(verified.ok && [isOwner(verified.value, pia.id), isOwner(verified.value, olga.id)]).toEqual([
      true,
      false,
    ]);
    expect(changeFor(locked, SLOW, { identity: olga.id, key: olga.publicKey, members: [] })).toEqual({
      ok: false,
      error: 'not-owner',
    });
  });

  test('are at least one', async () => {
    const { first, olga } = await aRoom();
    const actor = { identity: olga.id, key: olga.publicKey, members: [] };
    expect(changeFor(first, dropping(olga), actor)).toEqual({ ok: false, error: 'last-owner' });
    expect(changeFor(first, removing(olga), actor)).toEqual({ ok: false, error: 'self' });
  });

  test('who are removed own it no more', async () => {
    const { first, olga, pia, acts } = await aRoom();
    const without = await acts(first, olga, adding(pia), removing(pia));
    expect([isOwner(without, pia.id), isMember(without, pia.id)]).toEqual([false, false]);
  });

  test('[C2] change at most 32 times in a proof', async () => {
    const { first, olga, pia, act, acts, verify } = await aRoom();
    let charter = first;
    for (let times = 0; times < 16; times += 1)
      charter = await acts(charter, olga, adding(pia), dropping(pia));
    expect((await verify(charter)).ok).toBe(true);
    charter = await act(charter, olga, adding(pia));
    await expect(act(charter, olga, dropping(pia))).rejects.toThrow('too-many');
  });
});

describe('of two charters', () => {
  test('[C3] the higher serial counts, never the older one', async () => {
    const { first, olga, act } = await aRoom();
    const locked = await act(first, olga, LOCK);
    const slow = await act(locked, olga, SLOW);
    expect([winner(first, locked), winner(locked, slow)]).toEqual([locked, slow]);
  });

  test("[C3] of the same serial the link's owner's counts", async () => {
    const { first, olga, pia, act } = await aRoom();
    const both = await act(first, olga, adding(pia));
    const [hers, his] = [await act(both, olga, LOCK), await act(both, pia, SLOW)];
    expect(winner(hers, his)).toBe(hers);
  });

  test('[C3] of the same serial and signer one counts, the same everywhere', async () => {
    const { first, olga, act } = await aRoom();
    const [one, other] = [await act(first, olga, LOCK), await act(first, olga, SLOW)];
    expect(winner(one, other)).toBe(winner(other, one));
  });

  test('[C3] one signed by somebody who is an owner no more does not count, however high its serial', async () => {
    const { first, olga, pia, act, acts } = await aRoom();
    const both = await act(first, olga, adding(pia));
    const dropped = await act(both, olga, dropping(pia));
    const late = await acts(both, pia, LOCK, SLOW, KNOCK);
    expect(late.serial).toBeGreaterThan(dropped.serial);
    expect(winner(dropped, late)).toBe(dropped);
  });

  test('[C3] whoever handed over cannot take it back', async () => {
    const { first, olga, pia, quin, act, acts } = await aRoom();
    const handed = await act(first, olga, handing(pia));
    const regretted = await acts(first, olga, SLOW, adding(quin));
    expect(winner(handed, regretted)).toBe(handed);
  });

  test('[C3] of two owners who drop each other the longer-standing one stays', async () => {
    const { first, olga, pia, quin, act, acts } = await aRoom();
    const three = await acts(first, olga, adding(pia), adding(quin));
    const [older, younger] = [await act(three, pia, dropping(quin)), await act(three, quin, dropping(pia))];
    expect(winner(older, younger)).toBe(older);
  });

  test('it shows whether one grew out of the other', async () => {
    const { first, olga, pia, act, acts } = await aRoom();
    const both = await act(first, olga, adding(pia));
    const [hers, his] = [await acts(both, olga, LOCK, SLOW), await act(both, pia, SLOW)];
    expect([descendsFrom(hers, both.hash), descendsFrom(hers, his.hash)]).toEqual([true, false]);
  });
});

describe('closing', () => {
  test('[E3] admits by name who is there, and gives the room a secret', async () => {
    const known = await createCharterWorld(9).person();
    const { act, begin, person } = createCharterWorld(1, [known.id]);
    const olga = await person();
    const locked = await act(await begin(olga), olga, LOCK);
    expect([locked.rules.epoch, locked.rules.epochHash?.length]).toEqual([1, 32]);
    expect([isMember(locked, known.id), isMember(locked, (await person()).id)]).toEqual([true, false]);
  });

  test('[E3] opens again in the same epoch', async () => {
    const { first, olga, pia, acts } = await aRoom();
    const open = await acts(first, olga, LOCK, { type: 'lock', isLocked: false });
    expect([open.rules.epoch, isMember(open, pia.id), isAdmitted(open, pia.id)]).toEqual([1, true, false]);
  });

  test('[E3] by removing somebody: the room knocks from then on, and the epoch rises each time', async () => {
    const { first, olga, pia, quin, acts } = await aRoom();
    const removed = await acts(first, olga, removing(pia), removing(quin));
    expect([removed.rules.doesKnock, removed.rules.epoch]).toEqual([true, 2]);
    expect([isMember(removed, pia.id), isMember(removed, quin.id)]).toEqual([false, false]);
  });

  test('somebody removed may be let in again', async () => {
    const { first, olga, pia, acts } = await aRoom();
    const back = await acts(first, olga, removing(pia), { type: 'readmit', identity: pia.id });
    expect(isMember(back, pia.id)).toBe(true);
  });
});

describe('writing', () => {
  test('[C5] is for all, for owners, or for those who are named', async () => {
    const { first, olga, pia, quin, acts } = await aRoom();
    const ruled = await acts(
      first,
      olga,
      { type: 'writers', space: 'chat', writers: [pia.id] },
      { type: 'writers', space: 'board', writers: 'owners' },
    );
    const who = (space: string) => [olga, pia, quin].map(({ id }) => mayWrite(ruled, id, space));
    expect([who('chat'), who('board'), who('cards')]).toEqual([
      [true, true, false],
      [true, false, false],
      [true, true, true],
    ]);
  });

  test('is for all again', async () => {
    const { first, olga, quin, acts } = await aRoom();
    const ruled = await acts(
      first,
      olga,
      { type: 'writers', space: 'chat', writers: 'owners' },
      { type: 'writers', space: 'chat', writers: 'all' },
    );
    expect(mayWrite(ruled, quin.id, 'chat')).toBe(true);
  });

  test('is not for the removed', async () => {
    const { first, olga, pia, act } = await aRoom();
    expect(mayWrite(await act(first, olga, removing(pia)), pia.id, 'chat')).toBe(false);
  });
});

test('what would not fit lets go of those admitted longest ago', async () => {
  const { first, olga, pia, act, crypto, namespace } = await aRoom();
  const people = (count: number) =>
    Array.from({ length: count }, (_, index) => new Uint8Array(32).fill(index));
  const writers = Array.from({ length: 15 }, (_, index) => ({
    space: `space-${index}`,
    who: 'listed' as const,
    listed: people(64),
  }));
  const full = { ...first, rules: { ...first.rules, writers, admitted: people(511) } };
  const accepted = await act(full, olga, { type: 'accept', identity: pia.id });
  const verified = await verifyProof(proofOf(accepted), { namespace, root: first.root }, crypto);
  expect(verified.ok && isAdmitted(verified.value, pia.id)).toBe(true);
  expect(accepted.rules.admitted.length).toBeLessThan(511);
});

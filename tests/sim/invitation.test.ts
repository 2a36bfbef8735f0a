// People who meet with no server at all: an invitation there, an answer back, and everybody else through the two. Every
// scenario runs over several seeds; a failure prints its seed.

import { describe, expect, test, vi } from 'vitest';
import { createHandedLinks } from '../../src/room/invite/handed-links.ts';
import { replyTo } from '../../src/room/invite/guest.ts';
import { ANSWERABLE_MS, MAX_WAITING, SHOWN_MS } from '../../src/room/invite/invitation-state.ts';
import { createPastInvitations } from '../../src/room/invite/past-invitations.ts';
import {
  answered,
  answerIn,
  bringIn,
  createTable,
  invitationIn,
  shownBy,
  untilShown,
} from '../support/invitation-table.ts';
import { allSeeAll, forSeeds } from '../support/make-room.ts';
import { seedsToRun } from '../support/seeds.ts';

vi.setConfig({ testTimeout: 60_000 });

const SEEDS = seedsToRun([1, 2, 3]);
const HUMAN_MS = 290_000;

describe('[O5] without any broker', () => {
  test('two meet by an invitation and an answer, a third and a fourth through them, and all see all', () =>
    forSeeds(SEEDS, async (world) => {
      const table = createTable(world);
      const [ada, ben, cleo, dora] = await Promise.all(
        ['Ada', 'Benno', 'Cleooo', 'Doraaaa'].map((name) => table.sit(name)),
      );
      const rooms = [await table.enter(ada!)];
      for (const [host, guest] of [
        [ada!, ben!],
        [ben!, cleo!],
        [ada!, dora!],
      ] as const) {
        const inviter = table.invite(host);
        const { address, link } = await bringIn(world, inviter, guest);
        expect(address.code).toEqual(world.code);
        void guest.handed.hand(link);
        rooms.push(await table.enter(guest, false));
        await world.clock.until(() => allSeeAll(rooms), 10_000);
        inviter.dispose();
      }
      expect(rooms.map(({ state }) => state.value.kind)).toEqual(['open', 'open', 'open', 'open']);
      const ways = rooms.flatMap(({ peers }) => peers.value.map(({ link }) => link.kind));
      await world.clock.until(
        () => rooms.every(({ peers }) => peers.value.every(({ link }) => link.kind === 'direct')),
        20_000,
      );
      expect(ways).toHaveLength(12);
    }));

  test('a room begun while its broker is away is reached by code once it is back', () =>
    forSeeds(SEEDS, async (world) => {
      const table = createTable(world);
      const [ada, ben, cleo] = await Promise.all(['Ada', 'Benno', 'Cleooo'].map((name) => table.sit(name)));
      world.network.broker('broker').stop();
      const rooms = [await table.enter(ada!, true, ['broker'])];
      const inviter = table.invite(ada!);
      const { link } = await bringIn(world, inviter, ben!);
      void ben!.handed.hand(link);
      rooms.push(await table.enter(ben!, false, ['broker']));
      await world.clock.until(() => allSeeAll(rooms), 10_000);
      inviter.dispose();
      world.network.broker('broker').start();
      rooms.push(await table.enter(cleo!, false, ['broker']));
      await world.clock.until(() => allSeeAll(rooms), 60_000);
      expect(rooms[2]?.state.value.kind).toBe('open');
    }));

  test('a room begun at a broker that is gone since grows by invitation', () =>
    forSeeds(SEEDS, async (world) => {
      const table = createTable(world);
      const [ada, ben, cleo] = await Promise.all(['Ada', 'Benno', 'Cleooo'].map((name) => table.sit(name)));
      const rooms = [await table.enter(ada!, false, ['broker']), await table.enter(ben!, false, ['broker'])];
      await world.clock.until(() => allSeeAll(rooms), 20_000);
      world.network.broker('broker').stop();
      const { link } = await bringIn(world, table.invite(ben!), cleo!);
      void cleo!.handed.hand(link);
      rooms.push(await table.enter(cleo!, false, ['broker']));
      await world.clock.until(() => allSeeAll(rooms), 20_000);
      expect(rooms.map(({ state }) => state.value.kind)).toEqual(['open', 'open', 'open']);
    }));

  test('a person may take 290 s between the steps', () =>
    forSeeds(SEEDS, async (world) => {
      const table = createTable(world);
      const [ada, ben] = await Promise.all(['Ada', 'Benno'].map((name) => table.sit(name)));
      const rooms = [await table.enter(ada!)];
      const { link } = await bringIn(world, table.invite(ada!), ben!, HUMAN_MS);
      void ben!.handed.hand(link);
      rooms.push(await table.enter(ben!, false));
      await world.clock.until(() => allSeeAll(rooms), 5_000);
      expect(rooms[1]?.state.value.kind).toBe('open');
    }));

  test.each(['cut', 'closed'] as const)(
    'a link that is %s between the welcome and the room’s proof is said at both ends, and the next invitation leads in',
    (how) =>
      forSeeds(SEEDS, async (world) => {
        const table = createTable(world);
        const [ada, ben] = await Promise.all(['Ada', 'Benno'].map((name) => table.sit(name)));
        const host = await table.enter(ada!);
        const inviter = table.invite(ada!);
        const { link, isIn } = await bringIn(world, inviter, ben!);
        if (how === 'cut') world.network.cut(ada!.machine, ben!.machine);
        else link.close('the browser went away');
        const told: boolean[] = [];
        void isIn.then((is) => told.push(is));
        void ben!.handed.hand(link);
        const outside = await table.enter(ben!, false);
        await world.clock.until(() => told.length > 0 && ben!.handed.hasFailed.value, 60_000);
        expect([told, link.isOpen, host.sees]).toEqual([[false], false, []]);
        await world.clock.until(() => outside.state.value.kind === 'failed', 1_000);
        // Nothing but the next invitation waits.
        expect([inviter.state.value.kind, table.invitations.waiting]).toEqual(['shown', 1]);
        outside.leave();
        world.network.heal();
        const again = { ...ben!, handed: createHandedLinks() };
        const second = await bringIn(world, inviter, again);
        void again.handed.hand(second.link);
        const inside = await table.enter(again, false);
        await world.clock.until(() => allSeeAll([host, inside]), 10_000);
        expect([await second.isIn, inside.state.value.kind]).toEqual([true, 'open']);
      }),
  );

  test('whoever comes by a link made by hand reads of no failure while it is being proven', () =>
    forSeeds(SEEDS, async (world) => {
      const table = createTable(world);
      const [ada, ben] = await Promise.all(['Ada', 'Benno'].map((name) => table.sit(name)));
      const host = await table.enter(ada!);
      const { link } = await bringIn(world, table.invite(ada!), ben!);
      void ben!.handed.hand(link);
      const guest = await table.enter(ben!, false);
      const read: string[] = [];
      guest.state.subscribe((state) => read.push(state.kind === 'joining' ? state.step : state.kind));
      await world.clock.until(() => allSeeAll([host, guest]), 10_000);
      expect(read).not.toContain('failed');
      expect([read.includes('proving'), read.at(-1)]).toEqual([true, 'open']);
    }));

  test('who invites is proven where that was said', () =>
    forSeeds(SEEDS, async (world) => {
      const table = createTable(world);
      const [ada, ben] = await Promise.all(['Ada', 'Benno'].map((name) => table.sit(name, { isReal: true })));
      const welcomed = await bringIn(world, table.invite(ada!, true), ben!);
      expect(welcomed.host).toBe(ada!.world.peer.identity.id);
    }));

  test('whoever does not know the secret learns nothing of the room', () =>
    forSeeds(SEEDS, async (world) => {
      const table = createTable(world);
      const [ada, ben] = await Promise.all(['Ada', 'Benno'].map((name) => table.sit(name)));
      const inviter = await untilShown(world, table.invite(ada!));
      const invitation = invitationIn(shownBy(inviter));
      const wrong = { ...invitation, secret: new Uint8Array(16) };
      const reply = await replyTo(ben!.world, wrong);
      if (!reply.ok) throw new Error(reply.error.code);
      expect(await inviter.take(answerIn(reply.value.bytes))).toEqual({
        ok: false,
        error: { code: 'other' },
      });
      expect(inviter.state.value.kind).toBe('shown');
    }));
});

describe('[O6] invitations', () => {
  test('are renewed after 5 minutes, and one that was replaced may be answered for 5 more', () =>
    forSeeds(SEEDS, async (world) => {
      const table = createTable(world);
      const [ada, ben, cleo] = await Promise.all(['Ada', 'Benno', 'Cleooo'].map((name) => table.sit(name)));
      const inviter = await untilShown(world, table.invite(ada!));
      const first = shownBy(inviter);
      const [early, late] = await Promise.all([answered(ben!, first), answered(cleo!, first)]);
      await world.clock.advance(SHOWN_MS + 1_000);
      expect(shownBy(inviter)).not.toEqual(first);
      await world.clock.advance(ANSWERABLE_MS - SHOWN_MS - 5_000);
      const taking = inviter.take(early.answer);
      await world.clock.advance(2_000);
      expect(await taking).toMatchObject({ ok: true });
      expect(await inviter.take(late.answer)).toEqual({ ok: false, error: { code: 'already-answered' } });
    }));

  test('are refused once they are over, with the reason', () =>
    forSeeds(SEEDS, async (world) => {
      const table = createTable(world);
      const [ada, ben, cleo] = await Promise.all(['Ada', 'Benno', 'Cleooo'].map((name) => table.sit(name)));
      const [inviter, another] = [table.invite(ada!), table.invite(cleo!)];
      await world.clock.until(() => another.state.value.kind === 'shown', 2_000);
      const first = shownBy(inviter);
      const { answer } = await answered(ben!, first);
      expect(await another.take(answer)).toEqual({ ok: false, error: { code: 'other' } });
      await world.clock.advance(ANSWERABLE_MS + 1_000);
      expect(await inviter.take(answer)).toEqual({ ok: false, error: { code: 'expired' } });
      expect(await replyTo(ben!.world, invitationIn(first))).toMatchObject({ ok: true });
      await world.clock.advance(7 * 60_000);
      expect(await replyTo(ben!.world, invitationIn(first))).toEqual({
        ok: false,
        error: { code: 'expired' },
      });
    }));

  test('wait for answers with three connections at most, and with none afterwards', () =>
    forSeeds(SEEDS, async (world) => {
      const table = createTable(world);
      const ada = await table.sit('Ada');
      const inviter = table.invite(ada);
      for (let minute = 0; minute < 30; minute += 1) {
        if (minute % 2 === 0) inviter.renew();
        await world.clock.advance(60_000);
        expect(table.invitations.waiting).toBeLessThanOrEqual(MAX_WAITING);
      }
      expect(inviter.isOwn(invitationIn(shownBy(inviter)).secret)).toBe(true);
      inviter.dispose();
      expect(table.invitations.waiting).toBe(0);
    }));

  test('are withdrawn when nobody shows them any more, and a later answer hears it', () =>
    forSeeds(SEEDS, async (world) => {
      const table = createTable(world);
      const [ada, ben, cleo] = await Promise.all(['Ada', 'Benno', 'Cleooo'].map((name) => table.sit(name)));
      const past = createPastInvitations();
      const first = table.invite(ada!, false, past);
      await bringIn(world, first, cleo!);
      await world.clock.until(() => first.state.value.kind === 'shown', 2_000);
      const bytes = shownBy(first);
      const { answer, connected } = await answered(ben!, bytes);
      first.dispose();
      expect(table.invitations.waiting).toBe(0);
      const second = table.invite(ada!, false, past);
      await world.clock.until(() => second.state.value.kind === 'shown', 2_000);
      expect(await second.isFor(answer)).toBe(true);
      expect(await second.take(answer)).toEqual({ ok: false, error: { code: 'withdrawn' } });
      expect(second.isOwn(invitationIn(bytes).secret)).toBe(true);
      await world.clock.advance(ANSWERABLE_MS);
      expect(await connected).toEqual({ ok: false, error: { code: 'not-taken' } });
    }));

  test('that say a wrong name are not answered', () =>
    forSeeds(SEEDS, async (world) => {
      const table = createTable(world);
      const [ada, ben] = await Promise.all(['Ada', 'Benno'].map((name) => table.sit(name, { isReal: true })));
      const inviter = await untilShown(world, table.invite(ada!, true));
      const invitation = invitationIn(shownBy(inviter));
      const forged = { ...invitation, inviter: { ...invitation.inviter!, signature: new Uint8Array(64) } };
      expect(await replyTo(ben!.world, forged)).toEqual({ ok: false, error: { code: 'forged' } });
    }));

  test('to which no way leads say so, and cost nothing', () =>
    forSeeds(SEEDS, async (world) => {
      const table = createTable(world);
      const [ada, ben] = await Promise.all(['Ada', 'Benno'].map((name) => table.sit(name)));
      const inviter = await untilShown(world, table.invite(ada!));
      const { answer } = await answered(ben!, shownBy(inviter));
      world.network.crash(ben!.machine);
      const taking = inviter.take(answer);
      await world.clock.advance(20_000);
      expect(await taking).toEqual({ ok: false, error: { code: 'no-link' } });
      expect(inviter.state.value.kind).toBe('shown');
    }));
});

test('[O7] of two answers to one invitation the one that was made last connects', () =>
  forSeeds(SEEDS, async (world) => {
    const table = createTable(world);
    const [ada, ben] = await Promise.all(['Ada', 'Benno'].map((name) => table.sit(name)));
    const inviter = await untilShown(world, table.invite(ada!));
    const invitation = invitationIn(shownBy(inviter));
    const [first, second] = [await replyTo(ben!.world, invitation), await replyTo(ben!.world, invitation)];
    if (!first.ok || !second.ok) throw new Error('not answered');
    first.value.cancel();
    let code: readonly string[] | undefined;
    void second.value.connected.then((result) => result.ok && (code = result.value.address.code));
    void inviter.take(answerIn(second.value.bytes));
    await world.clock.until(() => code !== undefined, 5_000, 10);
    expect(code).toEqual(world.code);
  }));

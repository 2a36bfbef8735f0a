import { describe, expect, it } from 'vitest';
import { holderCountOf } from '../../../../src/app/room/holder-count.ts';
import type { Holding } from '../../../../src/features/holding.ts';
import type { IdentityId } from '../../../../src/primitives/ids.ts';
import type { LinkView } from '../../../../src/room/room.ts';

const [me, ada, bob] = ['me', 'ada', 'bob'] as unknown as [IdentityId, IdentityId, IdentityId];
const direct: LinkView = { kind: 'direct', rttMs: 3 };
const via: LinkView = { kind: 'via', via: [], rttMs: undefined };
const known: LinkView = { kind: 'known' };
const connecting: LinkView = { kind: 'connecting' };

const heldBy = (...wholly: IdentityId[]): Holding => ({
  kind: 'something',
  wholly: new Set(wholly),
  isLast: wholly.length === 0,
});
const peer = (identityId: IdentityId, link: LinkView) => ({ identityId, link });

describe('the number of holders', () => {
  it('is none while there is nothing to hold', () =>
    expect(holderCountOf({ kind: 'nothing' }, [peer(ada, via)], me)).toEqual({
      people: 0,
      isAtLeast: false,
    }));

  it('is exact where everybody is linked', () =>
    expect(holderCountOf(heldBy(ada), [peer(ada, direct), peer(bob, direct)], me)).toEqual({
      people: 2,
      isAtLeast: false,
    }));

  it.each([via, known, connecting])(
    'is a lower bound while somebody is here who tells this device nothing: %o',
    (link) =>
      expect(holderCountOf(heldBy(ada), [peer(ada, direct), peer(bob, link)], me)).toEqual({
        people: 2,
        isAtLeast: true,
      }),
  );

  it('is exact when all who are not linked are known to hold it', () =>
    expect(holderCountOf(heldBy(ada), [peer(ada, via), peer(me, via)], me)).toEqual({
      people: 2,
      isAtLeast: false,
    }));
});

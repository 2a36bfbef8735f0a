import { describe, expect, it } from 'vitest';
import { holdingOf, type HeldBy } from '../../../../src/features/chat/holders.ts';
import { createChatModel } from '../../../../src/features/chat/model.ts';
import type { IdentityId, PeerId } from '../../../../src/primitives/ids.ts';
import type { RosterPeer } from '../../../../src/room/room.ts';
import { createFakeRoom, makePeer } from '../../../support/fake-room.ts';

const self = 'identity-self' as IdentityId;
const mei = makePeer('mei');
const kwame = makePeer('kwame');

/** One message each, held by these instances. */
function held(...by: readonly (readonly RosterPeer[])[]): HeldBy {
  return new Map(
    by.map((peers, index) => [String(index), new Set<PeerId>(peers.map((peer) => peer.peerId))]),
  );
}

const something = (isLast: boolean, ...peers: RosterPeer[]) => ({
  kind: 'something',
  wholly: new Set(peers.map((peer) => peer.identityId)),
  isLast,
});

describe('who holds what', () => {
  it('is nothing before anything was said', () => {
    expect(holdingOf(held(), [mei], self)).toEqual({ kind: 'nothing' });
  });

  it('counts those who have everything', () => {
    expect(holdingOf(held([mei, kwame], [mei]), [mei, kwame], self)).toEqual(something(false, mei));
  });

  it('is the last one of a message nobody here has, whoever else is here', () => {
    expect(holdingOf(held([], [mei]), [mei], self)).toEqual(something(true));
  });

  it('is not the last one when each message is with somebody', () => {
    expect(holdingOf(held([kwame], [mei]), [mei, kwame], self)).toEqual(something(false));
  });

  it.each(['reconnecting', 'gone'] as const)('does not count on somebody who is %s', (kind) => {
    const away = { ...mei, link: { kind, how: 'lost' as const, sinceMs: 0 } };
    expect(holdingOf(held([mei]), [away], self)).toEqual(something(true));
  });

  it('does not count a person who came back as another instance', () => {
    const anew = makePeer('mei-anew', { identityId: mei.identityId });
    expect(holdingOf(held([mei]), [anew], self)).toEqual(something(true));
  });

  it('takes another tab of this person for nobody else', () => {
    const tab = makePeer('tab', { identityId: self });
    expect(holdingOf(held([tab]), [tab], self)).toEqual(something(true));
  });
});

describe('what the chat holds', () => {
  const text = (fill: number) => {
    return { type: 'text', id: new Uint8Array(16).fill(fill), text: 'hello', sentMs: 0 };
  };

  function chatWith(...peers: RosterPeer[]) {
    const room = createFakeRoom(peers);
    const chat = createChatModel(room.context);
    const say = () => {
      chat.setDraft('hello');
      chat.send();
      const id = (room.sent.at(-1)?.message as { id?: Uint8Array } | undefined)?.id;
      return { type: 'ack', id };
    };
    return { room, chat, say };
  }

  it('is with those who confirmed my message', () => {
    const { room, chat, say } = chatWith(mei, kwame);
    room.receive(mei, say());
    expect(chat.holding.value).toEqual(something(false, mei));
  });

  it('is with nobody else when it was said before they came', () => {
    const { room, chat, say } = chatWith();
    say();
    room.peers.value = [mei];
    expect(chat.holding.value).toEqual(something(true));
  });

  it('is with the author and those who were here when the message came, not with those who came later', () => {
    const { room, chat } = chatWith(mei, kwame);
    room.receive(mei, text(1));
    const late = makePeer('late');
    room.peers.value = [mei, kwame, late];
    expect(chat.holding.value).toEqual(something(false, mei, kwame));
  });

  it('is here alone once its author has left', () => {
    const { room, chat } = chatWith(mei);
    room.receive(mei, text(1));
    room.peers.value = [kwame];
    expect(chat.holding.value).toEqual(something(true));
  });
});

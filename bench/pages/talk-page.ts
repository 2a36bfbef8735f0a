// Beside the product's pages in bench/chat.ts: a member of the room that holds a long talk; and two pages with a bare
// channel between them, of which one shows what the other's button sends. Driven from outside by `bench`.

import './watch-talk.ts';
import { createSystemClock } from '../../src/platform/system-clock.ts';
import { createWebCrypto } from '../../src/platform/web-crypto.ts';
import { createWebRandom } from '../../src/platform/web-random.ts';
import type { Bytes } from '../../src/primitives/bytes.ts';
import { silentLog } from '../../src/primitives/log.ts';
import { createChatModel, type Chat } from '../../src/features/chat/model.ts';
import { createRoom } from '../../src/room/create-room.ts';
import { derivePlaceKeys } from '../../src/room/place.ts';
import { parseRoomLink } from '../../src/room/room-link.ts';
import type { Room } from '../../src/room/room.ts';
import { createGhostIdentity, openSession } from '../../src/secure/identity.ts';
import type { BrokerAddress } from '../../src/transport/broker-peer.ts';
import { createPeerjsTransport } from '../../src/transport/peerjs-transport.ts';
import { createDetachedDocs } from '../../tests/support/detached-docs.ts';
import { writeLongTalk } from '../support/long-talk.ts';
import { openBare, type Medium } from './media.ts';

const clock = createSystemClock();
const random = createWebRandom();
const crypto = createWebCrypto(globalThis.crypto.subtle);
const bare = openBare();
let room: Room | undefined;
let chat: Chat | undefined;
let namespace: Bytes | undefined;

const button = document.createElement('button');
button.textContent = 'Send';
// Lines scroll; it stays, and beside where they are looked for.
Object.assign(button.style, { position: 'fixed', top: '0', right: '0' });
document.body.append(button);

function heard(): Chat {
  if (!chat) throw new Error('not in a room yet');
  return chat;
}

/** As a talk shows it, as plainly as can be. */
function show(said: Uint8Array): void {
  const line = document.createElement('p');
  line.dataset['message'] = '';
  line.textContent = new TextDecoder().decode(said);
  document.body.append(line);
  line.scrollIntoView({ block: 'nearest' });
}

export const bench = {
  async join(link: string, broker: BrokerAddress): Promise<void> {
    const address = parseRoomLink(link);
    if (!address.ok) throw new Error(address.error.code);
    const { code, owner } = address.value;
    const place = { kind: 'room', code, owner } as const;
    const peer = await openSession(await createGhostIdentity({ crypto, random }), random, crypto);
    const transports = [createPeerjsTransport({ broker, iceServers: [], clock, random, digest: crypto })];
    room = createRoom({ place, peer, crypto, clock, random, log: silentLog, transports, name: 'Bench' });
    const wallTimeMs = () => Date.now();
    const regardOf = () => 'open' as const;
    const docs = createDetachedDocs();
    chat = createChatModel({ room, docs, clock, random, log: silentLog, wallTimeMs, regardOf });
    ({ namespace } = await derivePlaceKeys(crypto, place));
  },
  isLinked: () => room?.peers.value.some(({ link }) => link.kind === 'direct') ?? false,
  leave(): void {
    chat?.dispose();
    room?.leave();
  },

  /** Holds a talk of `count` messages from now on, and hands it to whoever misses it; how many it has. */
  async hold(count: number, last: string): Promise<number> {
    if (!namespace) throw new Error('not in a room yet');
    const world = { crypto, random, namespace, nowMs: Date.now() };
    await heard()
      .threadOf('room')
      .restore(await writeLongTalk(world, count, last));
    return heard().room.rows.value.length;
  },

  /** The button says the next mark over the bare channel. */
  sayOnClick(mark: string): void {
    button.onclick = () => void bare.opened.then((medium) => medium.say(new TextEncoder().encode(mark)));
  },

  offer: () => bare.offer(),
  accept: (description: string) => bare.accept(description),
  complete: (description: string) => bare.complete(description),
  /** Shows what comes over the bare channel, or sends it back. */
  async listen(answer: 'show' | 'echo'): Promise<void> {
    const medium: Medium = await bare.opened;
    medium.onData = answer === 'show' ? show : (data) => void medium.say(data);
  },
  /** Round trips over the bare channel, milliseconds. */
  async echo(count: number): Promise<readonly number[]> {
    const medium = await bare.opened;
    const message = new Uint8Array(200).fill(7);
    const times: number[] = [];
    for (let i = 0; i < count; i += 1) {
      const startMs = performance.now();
      await new Promise<void>((resolve) => {
        medium.onData = () => resolve();
        medium.say(message);
      });
      times.push(performance.now() - startMs);
    }
    return times;
  },
};

export type TalkBench = typeof bench;

Object.assign(globalThis, { bench });

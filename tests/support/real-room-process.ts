// A process with rooms in it, driven by messages; see real-world.ts.

import type { PeerId } from '../../src/primitives/ids.ts';
import { joinRealRoom, type RealRoom, type RealRoomOptions, type RealRoomView } from './real-room.ts';

export type Order =
  | { readonly do: 'join'; readonly options: RealRoomOptions }
  | { readonly do: 'say' | 'leave'; readonly peers: readonly PeerId[] }
  | { readonly do: 'look' };

export interface Numbered<T> {
  readonly number: number;
  readonly value: T;
}

const rooms = new Map<PeerId, RealRoom>();

async function follow(order: Order): Promise<PeerId | readonly RealRoomView[] | undefined> {
  if (order.do === 'look') return Array.from(rooms.values(), (room) => room.look());
  if (order.do === 'join') {
    const room = await joinRealRoom(order.options);
    rooms.set(room.peerId, room);
    return room.peerId;
  }
  for (const peerId of order.peers) {
    rooms.get(peerId)?.[order.do]();
    if (order.do === 'leave') rooms.delete(peerId);
  }
  return undefined;
}

process.on('message', ({ number, value }: Numbered<Order>) => {
  void follow(value).then((answer) => process.send?.({ number, value: answer }));
});
process.on('disconnect', () => process.exit());

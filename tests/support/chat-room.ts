// Simulated rooms with a talk in them: the real mesh, gossip, relays and channels below.

import { createChatModel, type Chat } from '../../src/features/chat/model.ts';
import { silentLog } from '../../src/primitives/log.ts';
import { createDetachedDocs } from './detached-docs.ts';
import type { MakeRoomOptions, SimRoom, SimWorld } from './make-room.ts';
import { createSeededRandom } from './seeded-random.ts';

export interface TalkingRoom {
  readonly room: SimRoom;
  readonly chat: Chat;
}

/** Of a day in November. */
const START_MS = 1_763_000_000_000;
let made = 0;

export async function joinAndTalk(
  world: SimWorld,
  name: string,
  options: MakeRoomOptions = {},
): Promise<TalkingRoom> {
  made += 1;
  const room = await world.makeRoom(name, options);
  const chat = createChatModel({
    room,
    clock: world.clock,
    random: createSeededRandom(world.seed * 31 + made),
    log: silentLog,
    docs: createDetachedDocs(),
    wallTimeMs: () => START_MS + world.clock.nowMs(),
    regardOf: () => 'open',
  });
  return { room, chat };
}

export function textsIn({ chat }: TalkingRoom, thread = chat.room): readonly string[] {
  return thread.rows.value.map((row) => {
    if (row.kind === 'notice') return `[${row.what}]`;
    return row.body.kind === 'text' ? row.body.text : `(${row.body.kind})`;
  });
}

export function say({ chat }: TalkingRoom, text: string): void {
  void chat.room.send({ kind: 'text', text });
}

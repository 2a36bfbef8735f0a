import { beforeEach, describe, expect, test } from 'vitest';
import type { Bytes } from '../../../src/primitives/bytes.ts';
import type { IdentityId, PeerId } from '../../../src/primitives/ids.ts';
import type { MeshMessageReceived, ProtocolAddress } from '../../../src/mesh/mesh-ports.ts';
import { createFrameChannels, type FrameChannels } from '../../../src/room/frame-channel.ts';
import type { ReceivedFrame } from '../../../src/room/room.ts';

const SELF = 'identity-self' as IdentityId;
const AMARA = { peerId: 'peer-amara' as PeerId, identityId: 'identity-amara' as IdentityId };
const PROTOCOL = { id: 'chunks', version: 1, space: 'files' };
const CHUNK = 64 * 1024;

let channels: FrameChannels;
let sent: { readonly to: PeerId; readonly protocol: ProtocolAddress; readonly payload: Uint8Array }[];
let blamed: string[];
let receive: (received: MeshMessageReceived) => void;
let readers: Set<IdentityId>;
let blocked: Set<IdentityId>;

beforeEach(() => {
  sent = [];
  blamed = [];
  readers = new Set();
  blocked = new Set();
  channels = createFrameChannels({
    overlay: {
      send: (to, protocol, payload) => sent.push({ to, protocol, payload }) > 0,
      handle(_, handler) {
        receive = handler;
        return () => undefined;
      },
      blame: (peer, detail) => blamed.push(`${peer}: ${detail}`),
      mesh: { bufferedBytes: (peer) => (peer === AMARA.peerId ? 7 : 0) },
    },
    gate: {
      self: SELF,
      mayWrite: (identity) => !readers.has(identity),
      isBlocked: (identity) => blocked.has(identity),
    },
  });
});

const frameOf = (fields: Partial<MeshMessageReceived> = {}): MeshMessageReceived => ({
  from: { ...AMARA, identityKey: new Uint8Array(65) },
  version: 1,
  channel: 'bulk',
  payload: Uint8Array.of(1, 2, 3),
  ...fields,
});

function listen(): ReceivedFrame[] {
  const got: ReceivedFrame[] = [];
  channels.open(PROTOCOL).onFrame((received) => got.push(received));
  return got;
}

describe('[F11] frames of a room', () => {
  test('go on bulk as they are, a whole chunk and its header in one', () => {
    const frames = channels.open(PROTOCOL);
    expect(frames.maxFrameBytes).toBeGreaterThan(CHUNK + 32);
    const frame: Bytes = new Uint8Array(frames.maxFrameBytes);
    expect(frames.send(AMARA.peerId, frame)).toBe(true);
    expect(sent).toEqual([
      { to: AMARA.peerId, protocol: { id: 'chunks', version: 1, channel: 'bulk' }, payload: frame },
    ]);
  });

  test('come with their proven sender', () => {
    const got = listen();
    receive(frameOf());
    expect(got).toEqual([
      { from: AMARA.peerId, identityId: AMARA.identityId, frame: Uint8Array.of(1, 2, 3) },
    ]);
  });

  test('of the blocked, of those who may only read and of other versions are dropped, and held against nobody', () => {
    const got = listen();
    blocked.add(AMARA.identityId);
    receive(frameOf());
    blocked.clear();
    readers.add(AMARA.identityId);
    receive(frameOf());
    readers.clear();
    receive(frameOf({ version: 2 }));
    expect(got).toEqual([]);
    expect(blamed).toEqual([]);
  });

  test('on another channel than bulk are held against their sender', () => {
    const got = listen();
    receive(frameOf({ channel: 'control' }));
    expect(got).toEqual([]);
    expect(blamed).toEqual(['peer-amara: chunks: on the wrong channel']);
  });

  test('are not sent by who may only read', () => {
    readers.add(SELF);
    expect(channels.open(PROTOCOL).send(AMARA.peerId, new Uint8Array(1))).toBe(false);
    expect(sent).toEqual([]);
  });

  test('say what waits, and when there is room again', () => {
    const frames = channels.open(PROTOCOL);
    const drained: PeerId[] = [];
    frames.onDrained((peer) => drained.push(peer));
    channels.onDrained(AMARA.peerId);
    expect(frames.bufferedBytes(AMARA.peerId)).toBe(7);
    expect(drained).toEqual([AMARA.peerId]);
    expect(channels.open(PROTOCOL)).toBe(frames);
  });
});

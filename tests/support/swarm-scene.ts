// Swarms on stage: peers of one room, one of which offers a file, and what became of it.

import { formatHex } from '../../src/primitives/bytes.ts';
import type { SwarmState } from '../../src/swarm/swarm-state.ts';
import { makeFile, storedHash, type TestFile } from './swarm-files.ts';
import { createSwarmNet, type NetPeer, type NetPeerOptions, type SwarmNet } from './swarm-net.ts';

export interface Scene {
  readonly net: SwarmNet;
  readonly seeder: NetPeer;
  readonly leechers: readonly NetPeer[];
  readonly file: TestFile;
  /** Of the offer. */
  readonly id: string;
  state(peer: NetPeer): SwarmState['kind'] | undefined;
  haveCount(peer: NetPeer): number;
  /** Whether it holds the file that was offered, byte for byte. */
  hasFile(peer: NetPeer): boolean;
  /** Advances until all of these are complete; the virtual time since the file was offered, ms. */
  untilWhole(peers: readonly NetPeer[], limitMs?: number): Promise<number>;
  /** File sizes that the seeder sent. */
  copies(): number;
}

export interface SceneOptions {
  readonly seed?: number;
  readonly leechers: number;
  readonly sizeBytes: number;
  readonly chunkSizeBytes?: 65_536 | 16_384;
  readonly hashRate?: number;
  readonly maxLinks?: number;
  /** Links are made by the test. */
  readonly isUnlinked?: boolean;
  readonly peer?: (at: number) => NetPeerOptions;
}

/** Peer 0 has offered a file and everybody has accepted it. */
export async function stageSwarm(options: SceneOptions): Promise<Scene> {
  const { seed = 1, sizeBytes, maxLinks = 64 } = options;
  const net = createSwarmNet(seed, { maxLinks });
  const peers = Array.from({ length: options.leechers + 1 }, (_, at) => net.add(options.peer?.(at) ?? {}));
  const [seeder, ...leechers] = peers;
  if (!seeder) throw new Error('nobody');
  if (!options.isUnlinked) net.linkAll();
  const { chunkSizeBytes = 64 * 1024, hashRate = 200 * 1024 * 1024 } = options;
  const file = makeFile({ clock: net.clock, sizeBytes, chunkSizeBytes, hashRate, seed });
  const beganMs = net.clock.nowMs();
  const offered = seeder.swarms.offer(file.manifest, file.source);
  if (!offered.ok) throw new Error(offered.error.code);
  const id = offered.value;
  await net.clock.until(() => leechers.every(({ swarms }) => swarms.offers.length > 0), 1_000, 10);
  for (const peer of leechers) peer.swarms.accept(id);

  const state = (peer: NetPeer) => peer.swarms.snapshot(id)?.state.kind;
  const describe = (peer: NetPeer) => {
    const seen = peer.swarms.snapshot(id);
    const root = seen?.root ? formatHex(seen.root).slice(0, 8) : 'none';
    return `${state(peer)} ${seen?.haveCount}/${seen?.chunkCount} in flight ${seen?.inFlightCount} root ${root}`;
  };
  return {
    net,
    seeder,
    leechers,
    file,
    id,
    state,
    haveCount: (peer) => peer.swarms.snapshot(id)?.haveCount ?? 0,
    hasFile: (peer) => storedHash(peer, file.manifest) === file.sha256,
    async untilWhole(wanted, limitMs = 600_000) {
      try {
        await net.clock.until(() => wanted.every((peer) => state(peer) === 'complete'), limitMs);
      } catch (error) {
        throw new Error(`seed ${seed}: ${wanted.map(describe).join('; ')}`, { cause: error });
      }
      return net.clock.nowMs() - beganMs;
    },
    copies: () => seeder.sent.chunkBytes / sizeBytes,
  };
}

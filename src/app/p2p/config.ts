// A script's configuration, checked field by field: what it says is done, or refused in words. Nothing is ignored.

import { DEFAULT_TUNING, type RoomTuning } from '../room-tuning.ts';
import type { P2pError } from './api.ts';
import { ConnectionError, SecurityError, SynchronizationError } from './errors.ts';

export interface CheckedConfig {
  readonly tuning: RoomTuning;
  readonly hasSharedState: boolean;
}

export const DEFAULT_CONFIG: CheckedConfig = { tuning: DEFAULT_TUNING, hasSharedState: true };

/** A partial mesh holds together with four links (topology.ts); above 15 a browser has better things to do. */
const MAX_PEERS = { min: 4, max: 15 } as const;
const GOSSIP_MS = { min: 5_000, max: 120_000 } as const;
/** A link on which nothing is heard counts as broken after 80 s, and no sooner than some pings were lost. */
const HEARTBEAT_MS = { min: 1_000, max: 20_000 } as const;
const MAX_STUN_SERVERS = 8;
const STUN = /^stuns?:[\w.\-[\]:]{1,250}$/i;

type Refusal = new (code: string, message: string) => P2pError;
type Fields = Readonly<Record<string, unknown>>;

/** Throws the error that a script gets to see. */
export function checkConfig(config: unknown): CheckedConfig {
  const fields = readGroup('config', config, [
    'maxPeers',
    'discoveryMethods',
    'encryption',
    'stun',
    'sync',
    'network',
  ]);
  checkEncryption(fields['encryption']);
  const stun = readGroup('stun', fields['stun'], ['servers']);
  const network = readGroup('network', fields['network'], [
    'topology',
    'gossipInterval',
    'heartbeatInterval',
  ]);
  demand(network['topology'], ['mesh'], 'network.topology', ConnectionError);
  return {
    tuning: {
      ...discoveryOf(fields['discoveryMethods']),
      maxLinks: numberIn(fields['maxPeers'], 'maxPeers', MAX_PEERS),
      stunServers: stunServersOf(stun['servers']),
      comparePeriodMs: numberIn(network['gossipInterval'], 'network.gossipInterval', GOSSIP_MS),
      pingPeriodMs: numberIn(network['heartbeatInterval'], 'network.heartbeatInterval', HEARTBEAT_MS),
    },
    hasSharedState: hasSharedState(fields['sync']),
  };
}

function checkEncryption(given: unknown): void {
  const fields = readGroup('encryption', given, ['enabled', 'algorithm'], SecurityError);
  demand(fields['enabled'], [true], 'encryption.enabled', SecurityError);
  demand(fields['algorithm'], ['AES-GCM'], 'encryption.algorithm', SecurityError);
}

function hasSharedState(given: unknown): boolean {
  const fields = readGroup('sync', given, ['enabled', 'conflictResolution'], SynchronizationError);
  demand(fields['enabled'], [true, false], 'sync.enabled', SynchronizationError);
  demand(fields['conflictResolution'], ['crdt'], 'sync.conflictResolution', SynchronizationError);
  return fields['enabled'] !== false;
}

function discoveryOf(given: unknown): Pick<RoomTuning, 'usesTabs' | 'usesBrokers'> {
  if (given === undefined) return DEFAULT_TUNING;
  const known = ['broadcast', 'url', 'qr'];
  const isFine = Array.isArray(given) && given.length > 0 && given.every((each) => known.includes(each));
  if (!isFine)
    throw new ConnectionError('invalid-config', 'discoveryMethods is a list of broadcast, url and qr');
  return {
    usesTabs: given.includes('broadcast'),
    usesBrokers: given.includes('url') || given.includes('qr'),
  };
}

function stunServersOf(given: unknown): readonly string[] | undefined {
  if (given === undefined) return undefined;
  const isAddress = (each: unknown) => typeof each === 'string' && STUN.test(each);
  if (!Array.isArray(given) || given.length > MAX_STUN_SERVERS || !given.every(isAddress))
    throw new ConnectionError('invalid-config', `stun.servers is a list of at most 8 of stun:host:port`);
  return given;
}

function numberIn(
  given: unknown,
  name: string,
  { min, max }: { readonly min: number; readonly max: number },
): number | undefined {
  if (given === undefined) return undefined;
  if (typeof given !== 'number' || !Number.isInteger(given) || given < min || given > max)
    throw new ConnectionError('invalid-config', `${name} is a whole number from ${min} to ${max}`);
  return given;
}

function demand(given: unknown, allowed: readonly unknown[], name: string, Refused: Refusal): void {
  if (given === undefined || allowed.includes(given)) return;
  throw new Refused('invalid-config', `${name} can only be ${allowed.map(String).join(' or ')}`);
}

/** The fields of a part of the configuration; none where it is absent. */
function readGroup(
  name: string,
  given: unknown,
  known: readonly string[],
  Refused: Refusal = ConnectionError,
): Fields {
  if (given === undefined) return {};
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new Refused('invalid-config', `${name} is an object`);
  const stranger = Object.keys(given).find((key) => !known.includes(key));
  if (stranger !== undefined)
    throw new Refused('invalid-config', `${name} has no setting ${stranger.slice(0, 64)}`);
  return given as Fields;
}

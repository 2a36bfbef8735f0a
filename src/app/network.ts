// The brokers this device uses and whether they answer, the ICE servers, and the address others reach this page by.
// What the host says is asked for in the background: nothing waits for it but a room.

import { computed, signal, type ReadonlySignal } from '@preact/signals-core';
import {
  createBrokerGate,
  HOST_BROKER_PATH,
  isThisMachine,
  parseBrokers,
  type BrokerAddress,
  type BrokerGate,
} from './brokers.ts';
import { fetchHostConfig, type HostConfig, type IceServer } from './host-config.ts';
import type { PageFacts } from './page-facts.ts';
import type { SettingsStore } from './settings.ts';

export interface BrokerStatus {
  readonly broker: BrokerAddress;
  /** Whose it is: the host named it, this person added it, or a link brought it for this session. */
  readonly source: 'host' | 'own' | 'link';
  readonly reach: 'unknown' | 'asking' | 'reachable' | 'unreachable';
}

export interface Network {
  readonly host: ReadonlySignal<HostConfig | undefined>;
  readonly brokers: ReadonlySignal<readonly BrokerStatus[]>;
  readonly iceServers: ReadonlySignal<readonly IceServer[]>;
  /** Only what is configured gets through. */
  readonly gate: ReadonlySignal<BrokerGate>;
  /** Where room links point: the host's public address, else the page's own; undefined for a page from disk alone. */
  readonly linkPage: ReadonlySignal<string | undefined>;
  /** Settles when the host has answered or will not. */
  readonly ready: Promise<void>;
  /** Asks every broker whether it is there. */
  probe(): Promise<void>;
  /** Accepts a broker that a link offered, until the page closes. */
  admitForSession(broker: BrokerAddress): void;
}

/** A broker that has not answered by then is no help in meeting anybody. */
export const PROBE_TIMEOUT_MS = 6_000;

export function createNetwork(world: {
  readonly page: PageFacts;
  readonly settings: SettingsStore;
  readonly fetch: typeof fetch;
}): Network {
  const { page, settings } = world;
  const host = signal<HostConfig | undefined>(undefined);
  const offered = signal<readonly BrokerAddress[]>([]);
  const reach = signal<ReadonlyMap<string, BrokerStatus['reach']>>(new Map());
  const configured = computed(() =>
    listBrokers(page, host.value, settings.current.value.brokers, offered.value),
  );

  async function ask(broker: BrokerAddress): Promise<void> {
    const note = (state: BrokerStatus['reach']) => {
      reach.value = new Map(reach.value).set(broker.url, state);
    };
    note('asking');
    note((await answers(broker, world.fetch)) ? 'reachable' : 'unreachable');
  }

  return {
    host,
    brokers: computed(() =>
      configured.value.map((each) => ({ ...each, reach: reach.value.get(each.broker.url) ?? 'unknown' })),
    ),
    iceServers: computed(() => [...(host.value?.iceServers ?? []), ...settings.current.value.iceServers]),
    gate: computed(() => createBrokerGate(configured.value.map((each) => each.broker))),
    linkPage: computed(() =>
      page.kind === 'file'
        ? hostPageOf(configured.value.map((each) => each.broker))
        : linkPageOf(page.address, host.value),
    ),
    ready: fetchHostConfig(page.address, world.fetch).then((answer) => {
      if (answer.ok) host.value = answer.value;
    }),
    async probe() {
      await Promise.all(configured.value.map((each) => ask(each.broker)));
    },
    admitForSession(broker) {
      offered.value = [...offered.value.filter((each) => each.url !== broker.url), broker];
    },
  };
}

/** The host's first, then the person's own, then those of links; each broker once. */
function listBrokers(
  page: PageFacts,
  host: HostConfig | undefined,
  own: readonly string[],
  offered: readonly BrokerAddress[],
): readonly Pick<BrokerStatus, 'broker' | 'source'>[] {
  const found = new Map<string, Pick<BrokerStatus, 'broker' | 'source'>>();
  const add = (brokers: readonly BrokerAddress[], source: BrokerStatus['source']) => {
    for (const broker of brokers) if (!found.has(broker.url)) found.set(broker.url, { broker, source });
  };
  add(parseBrokers(host?.brokers ?? [], page.address), 'host');
  add(parseBrokers(own, page.address), 'own');
  add(offered, 'link');
  return Array.from(found.values());
}

/** A link to `localhost` leads nowhere on another machine: the host's public address goes before. */
function linkPageOf(address: string, host: HostConfig | undefined): string {
  const here = new URL(address);
  if (!isThisMachine(here.hostname) || host?.publicOrigin === undefined) return address;
  return host.publicOrigin + here.pathname;
}

/** A page from disk names a host of Kith that it uses as a broker: whoever opens the link there gets page and broker. */
function hostPageOf(brokers: readonly BrokerAddress[]): string | undefined {
  const host = brokers.find((broker) => broker.path === `${HOST_BROKER_PATH}/`);
  return host && new URL('/', host.url).href;
}

/** PeerServer hands out an id to anybody who asks; nothing is claimed by asking. */
async function answers(broker: BrokerAddress, fetchImpl: typeof fetch): Promise<boolean> {
  try {
    const answer = await fetchImpl(`${broker.url}peerjs/id`, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    });
    return answer.ok;
  } catch {
    return false;
  }
}

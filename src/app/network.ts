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
import { fetchHostConfig, parseOrigin, type HostConfig, type IceServer } from './host-config.ts';
import type { PageFacts } from './page-facts.ts';
import type { SettingsStore } from './settings.ts';

export interface BrokerStatus {
  readonly broker: BrokerAddress;
  /** Whose it is: the host named it, this person added it; a link or the file's own name brought it for this session. */
  readonly source: 'host' | 'own' | 'link' | 'file';
  readonly reach: 'unknown' | 'asking' | 'reachable' | 'unreachable';
}

export type OfferSource = Extract<BrokerStatus['source'], 'link' | 'file'>;

export interface Network {
  readonly host: ReadonlySignal<HostConfig | undefined>;
  readonly brokers: ReadonlySignal<readonly BrokerStatus[]>;
  readonly iceServers: ReadonlySignal<readonly IceServer[]>;
  /** Only what is configured gets through. */
  readonly gate: ReadonlySignal<BrokerGate>;
  /**
   * Where room links point: the host's public address, else the page's own. For a page from disk the host it was saved
   * from, else the one whose broker it uses. Undefined when there is neither, and instead of an address of this machine.
   */
  readonly linkPage: ReadonlySignal<string | undefined>;
  /**
   * Where invitations and answers without a server point: as {@link linkPage}, but nowhere from a page on disk, as its
   * host's address opens nothing where there is no network.
   */
  readonly meetingPage: ReadonlySignal<string | undefined>;
  /** Settles when the host has answered or will not. */
  readonly ready: Promise<void>;
  /** Asks every broker whether it is there; nobody while the browser is offline. */
  probe(): Promise<void>;
  /** Accepts a broker that a link or the file's name offered, until the page closes. */
  admitForSession(broker: BrokerAddress, source: OfferSource): void;
}

/** A broker that has not answered by then is no help in meeting anybody. */
export const PROBE_TIMEOUT_MS = 6_000;

export function createNetwork(world: {
  readonly page: PageFacts;
  readonly settings: SettingsStore;
  readonly fetch: typeof fetch;
  /** What the browser says of the network. */
  readonly isOnline: () => boolean;
  /** False when it is certain that the page's server is no host of Kith; see served-by-host.ts. */
  readonly mayBeHosted: boolean;
}): Network {
  const { page, settings } = world;
  const host = signal<HostConfig | undefined>(undefined);
  const offered = signal<readonly Listed[]>([]);
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

  async function learnFromHost(): Promise<void> {
    if (!world.mayBeHosted) return;
    const answer = await fetchHostConfig(page.address, world.fetch);
    if (!answer.ok) return;
    host.value = answer.value;
    await rememberOrigin(settings, answer.value.publicOrigin);
  }

  const linkPage = computed(() =>
    page.kind === 'file'
      ? hostPageOf(
          configured.value.map((each) => each.broker),
          page.savedFrom,
        )
      : linkPageOf(page.address, host.value?.publicOrigin ?? settings.current.value.publicOrigin),
  );
  return {
    host,
    brokers: computed(() =>
      configured.value.map((each) => ({ ...each, reach: reach.value.get(each.broker.url) ?? 'unknown' })),
    ),
    iceServers: computed(() => [...(host.value?.iceServers ?? []), ...settings.current.value.iceServers]),
    gate: computed(() => createBrokerGate(configured.value.map((each) => each.broker))),
    linkPage,
    meetingPage: computed(() => (page.kind === 'file' ? undefined : linkPage.value)),
    ready: learnFromHost(),
    async probe() {
      if (!world.isOnline()) return;
      await Promise.all(configured.value.map((each) => ask(each.broker)));
    },
    admitForSession(broker, source) {
      const others = offered.value.filter((each) => each.broker.url !== broker.url);
      offered.value = [...others, { broker, source }];
    },
  };
}

type Listed = Pick<BrokerStatus, 'broker' | 'source'>;

/** The host's first, then the person's own, then those that were offered; each broker once. */
function listBrokers(
  page: PageFacts,
  host: HostConfig | undefined,
  own: readonly string[],
  offered: readonly Listed[],
): readonly Listed[] {
  const found = new Map<string, Listed>();
  const add = (brokers: readonly BrokerAddress[], source: BrokerStatus['source']) => {
    for (const broker of brokers) if (!found.has(broker.url)) found.set(broker.url, { broker, source });
  };
  add(parseBrokers(host?.brokers ?? [], page.address), 'host');
  add(parseBrokers(own, page.address), 'own');
  for (const { broker, source } of offered) add([broker], source);
  return Array.from(found.values());
}

/** For the next time, when the host may be away. A ghost session leaves nothing behind. */
async function rememberOrigin(settings: SettingsStore, publicOrigin: string | undefined): Promise<void> {
  const known = settings.current.value;
  const isNews = publicOrigin !== undefined && publicOrigin !== known.publicOrigin;
  if (isNews && known.identityMode !== 'ghost') await settings.change({ publicOrigin });
}

/** A link to `localhost` leads nowhere on another machine: the host's public address goes there, else there is none. */
function linkPageOf(address: string, publicOrigin: string | undefined): string | undefined {
  const here = new URL(address);
  if (!isThisMachine(here.hostname)) return address;
  const origin = publicOrigin === undefined ? undefined : parseOrigin(publicOrigin);
  if (origin === undefined || isThisMachine(new URL(origin).hostname)) return undefined;
  return origin + here.pathname;
}

/**
 * A page from disk names a host of Kith that it uses as a broker: whoever opens the link there gets page and broker.
 * The host it was saved from goes before, unless only another one is in use.
 */
function hostPageOf(brokers: readonly BrokerAddress[], savedFrom: string | undefined): string | undefined {
  const pages = brokers
    .filter((broker) => broker.path === `${HOST_BROKER_PATH}/`)
    .map((broker) => new URL('/', broker.url).href);
  const saved = savedFrom === undefined ? undefined : `${savedFrom}/`;
  return saved !== undefined && (pages.length === 0 || pages.includes(saved)) ? saved : pages[0];
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

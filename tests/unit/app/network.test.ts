import { describe, expect, it } from 'vitest';
import { createNetwork } from '../../../src/app/network.ts';
import type { PageFacts } from '../../../src/app/page-facts.ts';
import { defaultSettings, type SettingsStore } from '../../../src/app/settings.ts';
import { openSettings } from '../../support/open-settings.ts';
import { createMemoryStore } from '../../../src/platform/storage.ts';

const HOSTED: PageFacts = {
  kind: 'hosted',
  address: 'http://localhost:8080/',
  savedFrom: undefined,
  isSecure: true,
  hasWebRtc: true,
  hasShare: false,
  isMac: false,
};
const DISK: PageFacts = { ...HOSTED, kind: 'file', address: 'file:///home/me/kith.html' };
const CONFIG = { version: 1, brokers: [{ url: '/broker' }], publicOrigin: 'https://192.168.4.17:8080' };

async function networkOf(
  page: PageFacts,
  answer: (url: string) => Response,
  ownBrokers: readonly string[] = [],
  world: { isOnline?: boolean; mayBeHosted?: boolean; settings?: SettingsStore } = {},
) {
  const asked: string[] = [];
  const settings =
    world.settings ??
    (await openSettings(createMemoryStore(), {
      ...defaultSettings('device'),
      brokers: ownBrokers,
    }));
  const network = createNetwork({
    page,
    settings,
    isOnline: () => world.isOnline ?? true,
    mayBeHosted: world.mayBeHosted ?? true,
    fetch: (input) => {
      const url = input instanceof URL ? input.href : typeof input === 'string' ? input : input.url;
      asked.push(url);
      return Promise.resolve(answer(url));
    },
  });
  await network.ready;
  return { network, asked, settings };
}

const hosted = () => networkOf(HOSTED, () => Response.json(CONFIG));

describe('brokers', () => {
  it('are the host’s and then the person’s own', async () => {
    const { network } = await networkOf(HOSTED, () => Response.json(CONFIG), ['wss://own.example']);
    expect(network.brokers.value.map((each) => [each.broker.url, each.source])).toEqual([
      ['http://localhost:8080/broker/', 'host'],
      ['https://own.example/', 'own'],
    ]);
  });

  it('of a link get through the gate only once they were accepted', async () => {
    const { network } = await hosted();
    const offered = {
      label: 'other.example',
      url: 'https://other.example/broker/',
      host: 'other.example',
      port: 443,
      path: '/broker/',
      secure: true,
    };
    expect(network.gate.value.admit(offered.url)).toBeUndefined();
    network.admitForSession(offered, 'link');
    expect(network.gate.value.admit(offered.url)).toEqual(offered);
  });

  it('are asked whether they are there, nobody else is', async () => {
    const { network, asked } = await networkOf(HOSTED, (url) =>
      url.endsWith('kith.json') ? Response.json(CONFIG) : new Response('an-id'),
    );
    await network.probe();
    expect(asked).toEqual(['http://localhost:8080/kith.json', 'http://localhost:8080/broker/peerjs/id']);
    expect(network.brokers.value[0]?.reach).toBe('reachable');
  });

  it('that answer with an error are not reachable', async () => {
    const { network } = await networkOf(HOSTED, (url) =>
      url.endsWith('kith.json') ? Response.json(CONFIG) : new Response('', { status: 502 }),
    );
    await network.probe();
    expect(network.brokers.value[0]?.reach).toBe('unreachable');
  });
});

it('asks no broker while the browser is offline', async () => {
  const { network, asked } = await networkOf(HOSTED, () => Response.json(CONFIG), [], { isOnline: false });
  await network.probe();
  expect(asked).toEqual(['http://localhost:8080/kith.json']);
});

it('asks no server that is certainly no host of Kith', async () => {
  const { asked } = await networkOf(HOSTED, () => Response.json(CONFIG), [], { mayBeHosted: false });
  expect(asked).toEqual([]);
});

describe('where room links point', () => {
  const away = () => new Response('', { status: 503 });

  it('is for invitations without a server the same, and from disk nowhere', async () => {
    const { network } = await hosted();
    expect(network.meetingPage.value).toBe(network.linkPage.value);
    const copy = { ...DISK, savedFrom: 'https://saved.example:8443' };
    const disk = (await networkOf(copy, () => Response.json(CONFIG))).network;
    expect([disk.linkPage.value, disk.meetingPage.value]).toEqual(['https://saved.example:8443/', undefined]);
  });

  it('is the public address the host named last while it is away', async () => {
    const { settings } = await hosted();
    const { network } = await networkOf(HOSTED, away, [], { settings });
    expect(network.linkPage.value).toBe('https://192.168.4.17:8080/');
  });

  it('is not remembered in a ghost session', async () => {
    const settings = await openSettings(createMemoryStore(), defaultSettings('ghost'));
    await networkOf(HOSTED, () => Response.json(CONFIG), [], { settings });
    expect(settings.current.value.publicOrigin).toBeUndefined();
  });

  it.each([
    ['nothing is known', undefined],
    ['what is known is this machine', 'http://localhost:8080'],
    ['what was stored is no address', 'javascript:alert(1)'],
  ])('is nowhere on localhost when %s', async (_, publicOrigin) => {
    const settings = await openSettings(createMemoryStore(), { ...defaultSettings('device'), publicOrigin });
    const { network } = await networkOf(HOSTED, away, [], { settings });
    expect(network.linkPage.value).toBeUndefined();
  });

  it('is the host’s public address instead of localhost', async () => {
    const { network } = await hosted();
    expect(network.linkPage.value).toBe('https://192.168.4.17:8080/');
  });

  it('is the page’s own address when others can reach it', async () => {
    const page = { ...HOSTED, address: 'https://kith.example/sub/' };
    const { network } = await networkOf(page, () => Response.json(CONFIG));
    expect(network.linkPage.value).toBe('https://kith.example/sub/');
  });

  it('is the host whose broker a page from disk was given', async () => {
    const { network } = await networkOf(DISK, () => Response.json(CONFIG), ['https://kith.example/broker']);
    expect(network.linkPage.value).toBe('https://kith.example/');
  });

  const SAVED: PageFacts = { ...DISK, savedFrom: 'https://saved.example:8443' };

  it('is the host a copy was saved from, although nobody is asked', async () => {
    const { network, asked } = await networkOf(SAVED, () => Response.json(CONFIG));
    expect(network.linkPage.value).toBe('https://saved.example:8443/');
    expect(network.brokers.value).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('is the host a copy was saved from when its broker is one of several', async () => {
    const brokers = ['https://kith.example/broker', 'https://saved.example:8443/broker'];
    const { network } = await networkOf(SAVED, () => Response.json(CONFIG), brokers);
    expect(network.linkPage.value).toBe('https://saved.example:8443/');
  });

  it('is the host whose broker is used when a copy was saved from another', async () => {
    const { network } = await networkOf(SAVED, () => Response.json(CONFIG), ['https://kith.example/broker']);
    expect(network.linkPage.value).toBe('https://kith.example/');
  });

  it('is nowhere for a page from disk, which asks nobody', async () => {
    const { network, asked } = await networkOf(DISK, () => Response.json(CONFIG));
    expect(network.linkPage.value).toBeUndefined();
    expect(asked).toEqual([]);
  });
});

// `window.p2p` of a page, from outside: shared state and the roster, as scripts in it see them.

import type { Page } from '@playwright/test';
import type { P2p } from '../../../src/app/p2p/api.ts';
import type { Json } from '../../../src/sync/json.ts';
import { expect } from './test.ts';

interface Scripted {
  readonly p2p: P2p;
}

interface Scriptable {
  readonly name: string;
  readonly page: Page;
}

export async function setState(
  page: Page,
  key: string,
  entries: Readonly<Record<string, Json>>,
): Promise<void> {
  await page.evaluate(
    async ([document, text]) => {
      const { p2p } = globalThis as unknown as Scripted;
      await p2p.start();
      const state = p2p.getSharedState(document);
      const pairs = Object.entries(JSON.parse(text) as Readonly<Record<string, Json>>);
      for (const [name, value] of pairs) state.set(name, value);
    },
    [key, JSON.stringify(entries)] as const,
  );
}

export function readState(page: Page, key: string): Promise<Readonly<Record<string, Json>>> {
  return page.evaluate(async (document) => {
    const { p2p } = globalThis as unknown as Scripted;
    await p2p.start();
    return p2p.getSharedState(document).toJSON();
  }, key);
}

/** Names of the others with a link of their own, in order. */
export function readDirectPeers(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const { p2p } = globalThis as unknown as Scripted;
    await p2p.start();
    const peers = await p2p.getPeers();
    return peers
      .filter(({ connection }) => connection === 'direct')
      .map(({ name }) => name)
      .toSorted();
  });
}

/** Each of them has this state, in the end. */
export async function expectState(
  guests: readonly Scriptable[],
  key: string,
  expected: Readonly<Record<string, Json>>,
  withinMs: number,
): Promise<void> {
  for (const { name, page } of guests) {
    await expect
      .poll(() => readState(page, key), { message: `the state that ${name} has`, timeout: withinMs })
      .toEqual(expected);
  }
}

/** Each of them is linked directly with all others of them, and with nobody else. */
export async function expectRoster(guests: readonly Scriptable[], withinMs: number): Promise<void> {
  for (const { name, page } of guests) {
    const others = guests
      .map((guest) => guest.name)
      .filter((other) => other !== name)
      .toSorted();
    await expect
      .poll(() => readDirectPeers(page), { message: `whom ${name} is linked with`, timeout: withinMs })
      .toEqual(others);
  }
}

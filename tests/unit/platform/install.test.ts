import { expect, it, vi } from 'vitest';
import { createInstallation, type InstallWorld } from '../../../src/platform/install.ts';

function makeInstallation(world: Partial<InstallWorld> = {}) {
  const events = new EventTarget();
  const installation = createInstallation({ events, isInBrowserTab: true, standalone: undefined, ...world });
  const offer = (outcome: 'accepted' | 'dismissed' = 'accepted') => {
    const prompt = vi.fn(async () => ({ outcome }));
    const event = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt });
    events.dispatchEvent(event);
    return { event, prompt };
  };
  return { installation, events, offer };
}

it.each([
  ['unavailable', {}],
  ['installed', { isInBrowserTab: false }],
  ['installed', { standalone: true }],
  ['by-hand', { standalone: false }],
] as const)('begins as %s given %o', (kind, world) => {
  expect(makeInstallation(world).installation.state.kind).toBe(kind);
});

it("keeps the browser's offer for its person's own click", () => {
  const { installation, offer } = makeInstallation();
  const { event, prompt } = offer();
  expect(installation.state.kind).toBe('offered');
  expect(event.defaultPrevented).toBe(true);
  expect(prompt).not.toHaveBeenCalled();
});

it.each(['accepted', 'dismissed'] as const)('says that the dialog was %s', async (outcome) => {
  const { installation, offer } = makeInstallation();
  offer(outcome);
  expect(await installation.prompt()).toBe(outcome);
});

it('shows an offer once', async () => {
  const { installation, offer } = makeInstallation();
  const { prompt } = offer();
  await installation.prompt();
  expect(await installation.prompt()).toBe('unavailable');
  expect(prompt).toHaveBeenCalledTimes(1);
});

it('knows when it was installed', () => {
  const { installation, events } = makeInstallation();
  const kinds: string[] = [];
  installation.onState((state) => kinds.push(state.kind));
  events.dispatchEvent(new Event('appinstalled'));
  expect(kinds).toEqual(['installed']);
});

it('ignores an offer that cannot be shown', () => {
  const { installation, events } = makeInstallation();
  events.dispatchEvent(new Event('beforeinstallprompt'));
  expect(installation.state.kind).toBe('unavailable');
});

it('listens no more once disposed', () => {
  const { installation, offer } = makeInstallation();
  installation.dispose();
  offer();
  expect(installation.state.kind).toBe('unavailable');
});

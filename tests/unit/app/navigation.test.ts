import { describe, expect, it } from 'vitest';
import { createNavigation, type NavigationWindow } from '../../../src/app/navigation.ts';

const room = { kind: 'room', code: 'a-b-c', space: undefined } as const;

/** A window with one entry of history at a time; `reload` keeps its state as browsers do. */
function fakeWindow(hash = '', state: unknown = null): NavigationWindow {
  const location = { hash };
  const write = (next: unknown, _: string, url?: string | URL | null) => {
    history.state = next;
    location.hash = String(url ?? location.hash);
  };
  const history = { state, pushState: write, replaceState: write };
  return { location, history, addEventListener: () => {}, removeEventListener: () => {} };
}

describe('a place in the history', () => {
  it('remembers that its person was in the room, over loading the page anew', () => {
    const page = fakeWindow();
    const before = createNavigation(page);
    before.go(room);
    before.markInside();
    expect(createNavigation(page).wasInside()).toBe(true);
  });

  it('keeps nothing else there', () => {
    const page = fakeWindow('#/r/a-b-c');
    createNavigation(page).markInside();
    expect(page.history.state).toEqual({ inside: true });
    expect(page.location.hash).toBe('#/r/a-b-c');
  });

  it('forgets it on the way out', () => {
    const page = fakeWindow();
    const navigation = createNavigation(page);
    navigation.go(room);
    navigation.markInside();
    navigation.go({ kind: 'home' }, 'replace');
    expect(navigation.wasInside()).toBe(false);
  });

  it.each([null, 'inside', { inside: 'yes' }, 7])('takes %j for an entry of somebody else', (state) => {
    expect(createNavigation(fakeWindow('#/r/a-b-c', state)).wasInside()).toBe(false);
  });
});

// Whom this person has met, as the shell sees it: small, and there from the start. The book is opened when a room or the
// settings first need it; nothing of it is stored in a ghost session.

import { effect, signal, type ReadonlySignal } from '@preact/signals-core';
import type { LocalIdentity } from '../secure/identity.ts';
import type * as Opener from './open-people.ts';
import type { Acquaintances, AcquaintancesWorld } from './open-people.ts';
import type { ProfileState } from './profile.ts';

export interface People {
  /** Opens the book of the present identity; undefined before there is one, and when this copy of the page is incomplete. */
  use(): Promise<Acquaintances | undefined>;
  /** The open book; undefined until it is used. */
  readonly open: ReadonlySignal<Acquaintances | undefined>;
}

export interface PeopleWorld extends AcquaintancesWorld {
  readonly profile: ReadonlySignal<ProfileState>;
  readonly load?: () => Promise<typeof Opener>;
}

export function createPeople(world: PeopleWorld): People {
  const { load = () => import('./open-people.ts') } = world;
  const open = signal<Acquaintances | undefined>(undefined);
  let opened: { readonly key: string; readonly opening: Promise<Acquaintances | undefined> } | undefined;

  async function openFor(identity: LocalIdentity, isKept: boolean): Promise<Acquaintances | undefined> {
    const opener = await load().catch(() => undefined);
    const made = await opener?.openAcquaintances(world, identity, isKept);
    if (made && opened?.key === keyOf(identity, isKept)) open.value = made;
    return made;
  }

  // Another identity has met nobody yet; who becomes a ghost stops writing.
  effect(() => {
    const state = world.profile.value;
    const key = state.kind === 'ready' ? keyOf(state.peer.identity, state.mode !== 'ghost') : '';
    if (opened?.key === key) return;
    opened = undefined;
    open.value = undefined;
  });
  world.tabs?.onTold(() => void open.peek()?.book.reload());
  return {
    open,
    use() {
      const state = world.profile.peek();
      if (state.kind !== 'ready') return Promise.resolve(undefined);
      const isKept = state.mode !== 'ghost';
      const key = keyOf(state.peer.identity, isKept);
      if (opened?.key !== key) {
        // What failed is tried anew the next time.
        const opening = openFor(state.peer.identity, isKept).then((made) => {
          if (!made && opened?.key === key) opened = undefined;
          return made;
        });
        opened = { key, opening };
      }
      return opened.opening;
    },
  };
}

function keyOf({ id }: LocalIdentity, isKept: boolean): string {
  return `${id} ${isKept}`;
}

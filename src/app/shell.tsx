// What every screen may use of the app, handed down by context so that no screen reaches for a global.

import { signal, type ReadonlySignal, type Signal } from '@preact/signals-core';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Clock } from '../primitives/clock.ts';
import type { CarriedFile } from '../features/room-face.tsx';
import type { IdentityId } from '../primitives/ids.ts';
import type { Installation, InstallState } from '../platform/install.ts';
import type { ServiceWorkerClient, ServiceWorkerState } from '../platform/service-worker.ts';
import type { GuestWorld } from '../room/invite/guest.ts';
import type { RoomCode } from '../room/room-code.ts';
import type { KeptTag } from '../sync/kept-names.ts';
import type { Toaster } from '../ui/Toast.tsx';
import type { Keeping } from './keeping/keeping.ts';
import type { JoinMemory } from './join/join-memory.ts';
import type { People } from './people.ts';
import type { Navigation } from './navigation.ts';
import type { Network } from './network.ts';
import type { Notices } from './notify/ports.ts';
import type { PageFacts } from './page-facts.ts';
import type { FileMemory } from './file-memory.ts';
import type { Profile } from './profile.ts';
import type { Route } from './routes.ts';
import type { RoomTuning } from './room-tuning.ts';
import type { Session } from './session.ts';
import type { SettingsStore } from './settings.ts';
import type { SharedText } from './shared-text.ts';

/** The one dialog that may be open over a screen. */
export type OpenDialog =
  | { readonly kind: 'none' }
  | {
      readonly kind:
        | 'invite'
        | 'palette'
        | 'shortcuts'
        | 'what-leaves'
        | 'people'
        | 'spaces'
        | 'memory'
        | 'incomplete';
    }
  /** Who may do what in the room. */
  | { readonly kind: 'rules' }
  /** Comparing words with somebody. */
  | { readonly kind: 'verify'; readonly identityId: IdentityId }
  /** Asks before leaving with a file for another room. */
  | { readonly kind: 'carry'; readonly file: CarriedFile; readonly tag: KeptTag }
  /** Asks before leaving; `goal` is where the person was going. */
  | { readonly kind: 'leave'; readonly goal: Route };

export interface Overlay {
  readonly open: ReadonlySignal<OpenDialog>;
  show(dialog: OpenDialog): void;
  close(): void;
}

export interface Shell {
  /** Resolves once settings and identity are known: what is stored was read, or made for the first time. */
  readonly known: Promise<void>;
  readonly page: PageFacts;
  readonly clock: Clock;
  readonly navigation: Navigation;
  readonly settings: SettingsStore;
  readonly fileMemory: FileMemory;
  readonly profile: Profile;
  readonly network: Network;
  readonly session: Session;
  /** How rooms are opened from now on; a script may choose. */
  readonly tuning: Signal<RoomTuning>;
  /** Whom this person has met. */
  readonly people: People;
  readonly keeping: Keeping;
  /** Being told of what is new. */
  readonly notices: Notices;
  readonly overlay: Overlay;
  readonly joinMemory: JoinMemory;
  /** Does ahead what joining needs and no network does: stretching the words. */
  readonly prepareRoom: (code: RoomCode) => void;
  /** What meeting without a server needs; undefined while the identity is locked, or where the page was cut short. */
  readonly meetByHand: () => Promise<GuestWorld | undefined>;
  readonly sharedText: SharedText;
  readonly toaster: Toaster;
  readonly installation: Installation;
  readonly installState: ReadonlySignal<InstallState>;
  readonly worker: ServiceWorkerClient;
  readonly workerState: ReadonlySignal<ServiceWorkerState>;
  readonly isOnline: ReadonlySignal<boolean>;
}

export function createOverlay(): Overlay {
  const open = signal<OpenDialog>({ kind: 'none' });
  return {
    open,
    show(dialog) {
      open.value = dialog;
    },
    close() {
      open.value = { kind: 'none' };
    },
  };
}

const ShellContext = createContext<Shell | undefined>(undefined);
export const ShellProvider = ShellContext.Provider;

/** Throws outside the app: a programmer's error. */
export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (!shell) throw new Error('useShell outside of ShellProvider');
  return shell;
}

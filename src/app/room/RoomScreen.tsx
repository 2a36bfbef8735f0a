// A room: rail of spaces, top bar with the honest state, the space in view, the people. One column on a phone.

import type { ComponentType } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { RoomFaceProvider, type RoomFace } from '../../features/room-face.tsx';
import {
  findWaiting,
  KeyChangedBanner,
  KnockToasts,
  loadDialogs,
  PeoplePanel,
  PeopleStrip,
  VerifyToasts,
} from '../../features/people/index.ts';
import { readSource } from '../../platform/source.ts';
import type { IdentityId } from '../../primitives/ids.ts';
import { TYPING } from '../../sync/presence/typing.ts';
import { Button } from '../../ui/Button.tsx';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { sayLastHere } from '../keeping/last-here.ts';
import { MemoryDialog } from '../keeping/parts.tsx';
import type { Navigation } from '../navigation.ts';
import { copyNameOf } from '../saved-from.ts';
import type { Space, Visit } from '../session.ts';
import type { SettingsStore } from '../settings.ts';
import { useShell } from '../shell.tsx';
import { Alone } from './Alone.tsx';
import { Rail } from './Rail.tsx';
import { RoomBanner } from './RoomBanner.tsx';
import { TabBar } from './TabBar.tsx';
import { TopBar } from './TopBar.tsx';
import { useArrivals } from './use-arrivals.ts';
import { isKept } from './what-is-lost.ts';
import { watchWriting } from './writing.ts';
import { roomWords } from './words.ts';

export function RoomScreen({ visit }: { readonly visit: Visit }) {
  const say = useSay();
  const { keeping, navigation, network, page, settings, toaster } = useShell();
  const verify = useVerify();
  useArrivals(visit);
  useEffect(() => whenIdle(loadTheRest), []);
  const space = visit.spaces.find((each) => each.feature.id === visit.space.value);
  return (
    <RoomFaceProvider
      value={{
        title: visit.title,
        Alone,
        isKept: isKept(keeping.here.value),
        sharing: visit.files,
        SharedFile: useSharedFile(visit, navigation),
        ownFile: () =>
          readOwnFile(copyNameOf(page.kind === 'file' ? page.savedFrom : network.linkPage.value)),
        emojiTone: toneIn(settings),
        ...useCarrying(),
      }}
    >
      <div class="grid h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)_auto] md:grid-cols-[var(--rail)_minmax(0,1fr)] md:grid-rows-[var(--bar)_minmax(0,1fr)] lg:grid-cols-[var(--rail)_minmax(0,1fr)_var(--strip)] xl:grid-cols-[var(--rail)_minmax(0,1fr)_var(--panel)]">
        <a
          href="#main"
          onClick={(event) => {
            // The fragment belongs to the room's address.
            event.preventDefault();
            document.getElementById('main')?.focus();
          }}
          class="sr-only z-palette rounded-control bg-ink px-3 py-2 text-on-ink focus:not-sr-only focus:fixed focus:start-3 focus:top-3"
        >
          {say(roomWords.skip)}
        </a>
        <Rail visit={visit} selected={visit.space.value} />
        <TopBar visit={visit} />
        <main
          id="main"
          tabIndex={-1}
          {...watchWriting(visit, () => settings.current.peek().tellsWriting)}
          class="relative flex min-h-0 min-w-0 flex-col overflow-hidden bg-sheet outline-none [--ground:var(--sheet)] md:mb-3 md:rounded-sheet md:border md:border-line md:max-lg:me-3"
        >
          <WorstBanner visit={visit} />
          {space ? <SpaceView key={space.feature.id} space={space} /> : null}
        </main>
        <aside aria-label={say(roomWords.people)} class="hidden min-h-0 flex-col xl:flex">
          <PeoplePanel
            room={visit.room}
            company={visit.company}
            onVerify={verify}
            spaceTitle={useSpaceTitle(visit)}
            writing={writingIn(visit)}
            actions={<InviteIcon />}
          />
        </aside>
        <aside aria-label={say(roomWords.people)} class="hidden min-h-0 flex-col lg:max-xl:flex">
          <PeopleStrip room={visit.room} company={visit.company} />
        </aside>
        <TabBar visit={visit} />
        {visit.room.authority.charter.value.me === 'owner' ? (
          <KnockToasts authority={visit.room.authority} toaster={toaster} />
        ) : null}
        {visit.company ? (
          <VerifyToasts company={visit.company} room={visit.room} toaster={toaster} onVerify={verify} />
        ) : null}
      </div>
    </RoomFaceProvider>
  );
}

/** The other rooms that are kept, as places for files of this one. */
function useCarrying(): Pick<RoomFace, 'otherRooms' | 'carry'> {
  const say = useSay();
  const locale = useLocale();
  const { keeping, overlay } = useShell();
  const rooms = keeping.rooms.value.filter(({ tag }) => tag !== keeping.tagHere.value);
  return {
    otherRooms: rooms.map((room) => ({ ...room, caption: sayLastHere(room, say, locale) })),
    carry(file, { tag }) {
      const room = rooms.find((each) => each.tag === tag);
      if (room) overlay.show({ kind: 'carry', file, tag: room.tag });
    },
  };
}

/** Undefined where no space is for files. The same component as long as the stay, or cards would begin anew. */
function useSharedFile(visit: Visit, navigation: Navigation): RoomFace['SharedFile'] {
  return useMemo(() => {
    const space = visit.spaces.find(({ feature }) => 'FileCard' in feature);
    const { feature: { id = '', FileCard } = {}, model } = space ?? {};
    if (!FileCard || !model) return undefined;
    const onShow = () => {
      visit.show(id);
      navigation.go({ kind: 'room', code: visit.address, space: id });
    };
    return ({ file }) => <FileCard model={model} file={file} onShow={onShow} />;
  }, [visit, navigation]);
}

/** The same bytes as "Save a copy" gives, wherever the page came from. */
async function readOwnFile(name: string): Promise<File | undefined> {
  const source = await readSource();
  return source.ok ? new File([source.value], name, { type: 'text/html' }) : undefined;
}

/** Read and written as the one field that it is. */
function toneIn(settings: SettingsStore): { value: number } {
  return {
    get value() {
      return settings.current.value.emojiTone;
    },
    set value(emojiTone) {
      void settings.change({ emojiTone });
    },
  };
}

/** What opens over a room, before it is asked for: keys pressed while it comes would go astray. */
async function loadTheRest(): Promise<void> {
  // What does not come now is asked for again when it is opened.
  await Promise.allSettled([loadDialogs(), MemoryDialog.preload()]);
}

/** Not before the room is drawn; ends with the returned function. */
function whenIdle(act: () => unknown): () => void {
  // Safari has none.
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(act, IDLE_AFTER_MS);
    return () => clearTimeout(timer);
  }
  const asked = window.requestIdleCallback(() => act(), { timeout: IDLE_AFTER_MS });
  return () => window.cancelIdleCallback(asked);
}

/** Later than a join's own work, sooner than anybody reads what there is to press. */
const IDLE_AFTER_MS = 1_000;

function SpaceView({ space }: { readonly space: Space }) {
  const View: ComponentType<{ readonly model: Space['model'] }> = space.feature.View;
  return <View model={space.model} />;
}

/** Whom to trust goes before how links run. */
function WorstBanner({ visit }: { readonly visit: Visit }) {
  const verify = useVerify();
  const { company, room } = visit;
  const waiting = findWaiting(company, room);
  if (!company || !waiting) return <RoomBanner visit={visit} />;
  return <KeyChangedBanner key={waiting.id} company={company} person={waiting} onVerify={verify} />;
}

/** Opens the comparing of words with somebody. */
export function useVerify(): (identityId: IdentityId) => void {
  const { overlay } = useShell();
  return (identityId) => overlay.show({ kind: 'verify', identityId });
}

function InviteIcon() {
  const say = useSay();
  const { overlay } = useShell();
  return (
    <Button
      kind="quiet"
      size="small"
      icon="useradd"
      iconOnly
      hasPopup="dialog"
      label={say(roomWords.invite)}
      onClick={() => overlay.show({ kind: 'invite' })}
    />
  );
}

/** Who writes, and in which space. */
export function writingIn({ docs }: Visit): ReadonlyMap<IdentityId, string> {
  return docs.presence.field(TYPING).said.value;
}

/** What a space is called in this language; undefined for one this version does not know. */
export function useSpaceTitle(visit: Visit): (id: string) => string | undefined {
  const say = useSay();
  return (id) => {
    const found = visit.spaces.find((space) => space.feature.id === id);
    return found && say(found.feature.title);
  };
}

// The chat space: its head, the threads, the talk, and where messages are written.

import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { takeDropped } from '../../../platform/files/dropped-files.ts';
import { DropArea } from '../../../ui/DropArea.tsx';
import { useSay } from '../../../ui/locale.tsx';
import { useRoomFace } from '../../room-face.tsx';
import type { Thread, ThreadId } from '../api.ts';
import { shownThread } from '../shown-thread.ts';
import { Lightbox } from './attachments/Lightbox.tsx';
import { ChatHeader } from './ChatHeader.tsx';
import { Composer } from './Composer.tsx';
import { composeWords, sendErrorWords } from './compose-words.ts';
import { composerOf } from './composer-memory.ts';
import type { FileTray } from './composer-state.ts';
import { useNames } from './names.ts';
import { PinnedBar } from './PinnedBar.tsx';
import { bringBack } from './put-away.ts';
import { SearchBar } from './SearchBar.tsx';
import { spaceWords } from './space-words.ts';
import { Talk } from './Talk.tsx';
import { createTalkFace, TalkFaceProvider, useTalk, type ShownChat, type TalkFace } from './talk-face.ts';
import { talkWords } from './talk-words.ts';
import { ThreadSwitcher } from './ThreadSwitcher.tsx';
import { useShare } from './use-share.ts';
import { Writing } from './Writing.tsx';

export function ChatView({ model }: { readonly model: ShownChat }) {
  const shown = shownThread(model);
  const id = shown.value;
  const known = model.direct.value.find((each) => each.id === id);
  const thread = id === 'room' ? model.room : (known ?? model.openDirect(id));
  return (
    <ThreadView
      key={id}
      model={model}
      thread={thread}
      show={(next) => {
        shown.value = next;
      }}
    />
  );
}

interface ThreadViewProps {
  readonly model: ShownChat;
  readonly thread: Thread;
  readonly show: (id: ThreadId) => void;
}

function ThreadView({ model, thread, show }: ThreadViewProps) {
  const say = useSay();
  const face = useFace({ model, thread, show });
  const { tray } = composerOf(thread);
  const [isSearching, setSearching] = useState(false);
  const refusal = useRefusal(model, thread);
  const mayWrite = refusal === undefined;
  const takesLarge = useShare(thread) !== undefined;
  useLooking(thread);
  useEffect(() => bringBack(model, thread.id), [model, thread]);
  return (
    <TalkFaceProvider value={face}>
      <ChatHeader isSearching={isSearching} onSearch={() => setSearching(!isSearching)} onShow={show} />
      <ThreadSwitcher onShow={show} />
      {isSearching ? <SearchBar onClose={() => setSearching(false)} /> : null}
      <PinnedBar />
      <DropArea
        isOpen={mayWrite}
        label={say(composeWords.dropHere)}
        onTransfer={(transfer) =>
          void takeDropped(transfer).then((taken) => tray.addDropped(taken, takesLarge))
        }
      >
        <Talk />
        <div class="mx-auto w-full max-w-198 px-6 pb-4 max-md:px-2.5 max-md:pb-2.5">
          <Writing />
          <Trouble />
          <ClockOff />
          {mayWrite ? <LabelledComposer tray={tray} /> : <Closed>{refusal}</Closed>}
        </div>
      </DropArea>
      <Lightbox />
    </TalkFaceProvider>
  );
}

function useFace({ model, thread, show }: ThreadViewProps): TalkFace {
  const say = useSay();
  const parts = useRef({ show, say });
  parts.current = { show, say };
  return useMemo(
    () =>
      createTalkFace({
        model,
        thread,
        openDirect: (person) => parts.current.show(model.openDirect(person).id),
        sayTrouble: (error) => {
          const why = parts.current.say(sendErrorWords[error]);
          return parts.current.say(talkWords.failed, { why });
        },
      }),
    [model, thread],
  );
}

/** Whom the field reaches stands in it. */
function LabelledComposer({ tray }: { readonly tray: FileTray }) {
  const say = useSay();
  const { title } = useRoomFace();
  const face = useTalk();
  const nameOf = useNames(face.model);
  const { id } = face.thread;
  const label =
    id === 'room'
      ? say(composeWords.message, { room: title })
      : say(composeWords.messageOnly, { name: nameOf(id) });
  return <Composer label={label} tray={tray} />;
}

/** Why nothing can be written here; undefined when it can. */
function useRefusal(model: ShownChat, { id }: Pick<Thread, 'id'>): string | undefined {
  const say = useSay();
  const nameOf = useNames(model);
  if (id === 'room') return model.pace.mayWrite.value ? undefined : say(composeWords.closed);
  const regard = model.regardOf(id);
  if (regard === 'waiting') return say(spaceWords.undecided, { name: nameOf(id) });
  return regard === 'blocked' ? say(spaceWords.blocked, { name: nameOf(id) }) : undefined;
}

function Closed({ children }: { readonly children: string | undefined }) {
  return <p class="rounded-control border border-line px-3.5 py-3 text-ui text-ink-2">{children}</p>;
}

/** What did not work just now. */
function Trouble() {
  const { trouble } = useTalk();
  const text = trouble.value;
  useEffect(() => {
    if (text === undefined) return undefined;
    const timer = window.setTimeout(() => {
      trouble.value = undefined;
    }, TROUBLE_MS);
    return () => window.clearTimeout(timer);
  }, [text, trouble]);
  if (text === undefined) return null;
  return (
    <p role="alert" class="mb-2 text-small text-danger">
      {text}
    </p>
  );
}

/** Long enough to read a sentence. */
const TROUBLE_MS = 8_000;

/** Messages from so far off are not taken: their person should know why nothing comes. */
function ClockOff() {
  const say = useSay();
  const { model } = useTalk();
  if (!model.isClockOff.value) return null;
  return (
    <output class="mb-2 block rounded-control bg-caution-wash px-3 py-2 text-small text-caution">
      {say(composeWords.clockOff)}
    </output>
  );
}

/** While the thread is on screen and the page in front, nothing counts as unread. */
function useLooking(thread: Thread): void {
  useEffect(() => {
    const look = () => thread.setLooking(document.visibilityState === 'visible');
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      thread.setLooking(false);
    };
  }, [thread]);
}

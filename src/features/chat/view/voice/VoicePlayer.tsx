// A voice note in the talk. What turns out to be no sound can be saved and nothing else.

import { useMemo } from 'preact/hooks';
import { saveFile } from '../../../../platform/save-file.ts';
import { Button } from '../../../../ui/Button.tsx';
import { formatBytes, formatPercent } from '../../../../ui/format.ts';
import { Icon } from '../../../../ui/Icon.tsx';
import { useLocale, useSay } from '../../../../ui/locale.tsx';
import type { Body, Message } from '../../api.ts';
import { cleanFileName, mediaKindOf } from '../attachments/media.ts';
import { useAttachment } from '../attachments/use-attachment.ts';
import { useTalk, type TalkFace } from '../talk-face.ts';
import { talkWords } from '../talk-words.ts';
import { createPlayback, type PlayableNote, type Playback } from './playback.ts';
import { PlayerParts } from './PlayerParts.tsx';
import { voiceWords } from './words.ts';

export interface VoicePlayerProps {
  readonly message: Message;
  readonly voice: Extract<Body, { kind: 'voice' }>;
}

export function VoicePlayer({ message, voice }: VoicePlayerProps) {
  const say = useSay();
  const face = useTalk();
  const { attachment, durationMs, peaks } = voice;
  const { state, blob } = useAttachment(attachment);
  const playback = playbackOf(face);
  const name = cleanFileName(attachment.name);
  const isSound = mediaKindOf(attachment) === 'sound' && !playback.broken.value.has(message.id);
  const note = useMemo<PlayableNote | undefined>(
    () => blob && { key: message.id, blob, durationMs, isThere: () => isThere(face, message.id) },
    [blob, message.id, durationMs, face],
  );
  if (blob && !isSound) {
    return (
      <div class="flex max-w-120 min-w-64 items-center gap-3 rounded-[10px] border border-line py-2 ps-3.5 pe-2.5 text-ui">
        <Icon name="fileaudio" size={22} />
        <div class="min-w-0 flex-1">
          <b class="block truncate">{say(talkWords.voice)}</b>
          <p class="text-small text-ink-3">{say(voiceWords.unplayable)}</p>
        </div>
        <Button
          size="small"
          label={say(talkWords.saveNamed, { name })}
          onClick={() => void saveFile({ blob, name })}
        >
          {say(talkWords.save)}
        </Button>
      </div>
    );
  }
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div role="group" aria-label={say(talkWords.voice)} class="-ms-2 max-w-90">
      <PlayerParts
        playback={playback}
        noteKey={message.id}
        durationMs={durationMs}
        peaks={peaks}
        note={note}
        hostOf={(part) => part.closest('[role="log"]')?.parentElement ?? document.body}
      />
      <Coming state={state} size={attachment.size} />
    </div>
  );
}

type ComingProps = Pick<ReturnType<typeof useAttachment>, 'state'> & { readonly size: number };

function Coming({ state, size }: ComingProps) {
  const say = useSay();
  const locale = useLocale();
  if (state.kind === 'here') return null;
  const share = formatPercent(locale, state.kind === 'coming' && state.of > 0 ? state.got / state.of : 0);
  const shown = formatBytes(locale, size);
  return (
    <p class="ps-2 text-micro text-ink-3">
      {state.kind === 'missing'
        ? say(talkWords.missing, { size: shown })
        : say(talkWords.coming, { size: shown, share })}
    </p>
  );
}

function isThere({ thread }: TalkFace, id: string): boolean {
  return thread.rows
    .peek()
    .some((row) => row.id === id && row.kind === 'message' && row.body.kind === 'voice');
}

/** One of all notes of the talk on screen sounds at a time. */
const playbacks = new WeakMap<TalkFace, Playback>();

function playbackOf(face: TalkFace): Playback {
  const known = playbacks.get(face) ?? createPlayback(new Audio());
  playbacks.set(face, known);
  return known;
}

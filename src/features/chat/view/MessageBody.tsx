// What a message is: text and files, a poll, a link for everybody, a voice note; or that it is no more.

import { useMemo } from 'preact/hooks';
import { Icon } from '../../../ui/Icon.tsx';
import { lazy } from '../../../ui/lazy.tsx';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import type { Body, Message } from '../api.ts';
import { AttachmentList } from './attachments/AttachmentList.tsx';
import { LinkCard } from './LinkCard.tsx';
import { Markdown, type Mentioned } from './markdown/Markdown.tsx';
import { nameIn, namesIn } from './names.ts';
import { PollCard } from './PollCard.tsx';
import { SharedList } from './SharedList.tsx';
import { useTalk } from './talk-face.ts';
import { talkWords } from './talk-words.ts';
import type { VoicePlayerProps } from './voice/VoicePlayer.tsx';

const VoicePlayer = lazy<VoicePlayerProps>(async () => (await import('./voice/VoicePlayer.tsx')).VoicePlayer);

export function MessageBody({ message }: { readonly message: Message }) {
  const { body } = message;
  switch (body.kind) {
    case 'text':
      return <Text message={message} body={body} />;
    case 'poll':
      return <PollCard id={message.id} poll={body} />;
    case 'link':
      return <LinkCard link={body} />;
    case 'voice':
      return (
        <div class="min-h-9 touch:min-h-11">
          <VoicePlayer message={message} voice={body} />
        </div>
      );
    default:
      return <Gone kind={body.kind} />;
  }
}

interface TextProps {
  readonly message: Message;
  readonly body: Extract<Body, { kind: 'text' }>;
}

function Text({ message, body }: TextProps) {
  const mentioned = useMentioned(message);
  const { text, attachments, shared = [] } = body;
  return (
    <>
      {text === '' ? null : isOnlyEmoji(text) ? (
        <p class="py-1 text-head leading-10 select-text">{text}</p>
      ) : (
        <Markdown text={text} mentioned={mentioned} />
      )}
      {attachments.length === 0 ? null : <AttachmentList attachments={attachments} />}
      {shared.length === 0 ? null : <SharedList shared={shared} />}
    </>
  );
}

/** A few emoji and nothing else are shown large. */
function isOnlyEmoji(text: string): boolean {
  return text.length <= MAX_LARGE_LENGTH && ONLY_EMOJI.test(text.trim());
}

const MAX_LARGE_LENGTH = 40;
const ONLY_EMOJI = new RegExp('^(?:\\p{RGI_Emoji}){1,5}$', 'v');

/** Those a message mentions, by the names they have now; the longest first, or "Ann" would be found in "Anna". */
function useMentioned({ mentions }: Message): readonly Mentioned[] {
  const locale = useLocale();
  const { model } = useTalk();
  const authors = model.authors.value;
  return useMemo(() => {
    const names = namesIn(locale, authors);
    const people = mentions.flatMap((id) => {
      const author = authors.get(id);
      const called = new Set([names.get(id) ?? '', nameIn(locale, author)]);
      return author ? Array.from(called, (name) => ({ name, dye: author.mark.dye })) : [];
    });
    return people.toSorted((one, other) => other.name.length - one.name.length);
  }, [mentions, authors, locale]);
}

function Gone({ kind }: { readonly kind: 'deleted' | 'expired' }) {
  const say = useSay();
  return (
    <p class="flex items-center gap-1.5 text-ui text-ink-3 italic">
      <Icon name={kind === 'deleted' ? 'trash' : 'clock'} size={14} />
      {say(talkWords[kind])}
    </p>
  );
}

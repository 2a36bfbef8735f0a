// What happens on Enter: files are handed over, the message goes, the field is empty at once, and only then is anything
// drawn. What did not go stands in the field again.

import { useRef, useState } from 'preact/hooks';
import { useLocale } from '../../../ui/locale.tsx';
import type { SharedRef } from '../../file-sharing.ts';
import type { Attachment, NewContent, SendError } from '../api.ts';
import type { Composing } from './composer-memory.ts';
import type { FileTray } from './composer-state.ts';
import { mentionedIn } from './mentions.ts';
import { mentionablesOf } from './mentionables.ts';
import { useTalk } from './talk-face.ts';
import type { DraftField } from './use-draft.ts';
import { useShare } from './use-share.ts';

export interface Sending {
  readonly error: SendError | undefined;
  /** `show`: puts text into the field at once, without drawing anything else. */
  send(show: (text: string) => void): Promise<void>;
}

export function useSending(draft: DraftField, tray: FileTray): Sending {
  const { thread, composing, model } = useTalk();
  const locale = useLocale();
  const share = useShare(thread);
  const [error, setError] = useState<SendError>();
  const isHanding = useRef(false);
  const underWay = useRef<string | undefined>(undefined);
  return {
    error,
    async send(show) {
      const { text } = draft;
      // Pressed twice: what stands there is on its way already.
      if (underWay.current === text && text !== '') return;
      setError(undefined);
      const purpose = composing.value;
      const hasFiles = purpose.kind !== 'edit' && tray.files.value.length > 0;
      // What is large is read first: pressed again meanwhile, it would be offered twice.
      if (isHanding.current) return;
      isHanding.current = true;
      const handed = hasFiles ? await tray.handOver(model.blobs, share) : undefined;
      isHanding.current = false;
      if (handed && !handed.ok) return;
      const people = mentionablesOf(model, locale);
      const content = contentOf({
        text: text.trim().toWellFormed(),
        purpose,
        attachments: handed?.value.attachments ?? [],
        shared: handed?.value.shared ?? [],
        mentions: mentionedIn(text, people),
      });
      underWay.current = text;
      const sending = thread.send(content);
      // Drawing comes when it is out; the field is empty for whatever is typed until then.
      show('');
      const sent = await sending;
      underWay.current = undefined;
      // What was typed meanwhile stays.
      const isUntouched = purpose.kind === 'edit' || thread.draft.peek() === text;
      if (sent.ok) return isUntouched ? draft.clear() : draft.leave();
      setError(sent.error);
      if (isUntouched) show(text);
    },
  };
}

interface Parts {
  readonly text: string;
  readonly purpose: Composing;
  readonly attachments: readonly Attachment[];
  readonly shared: readonly SharedRef[];
  readonly mentions: NonNullable<Extract<NewContent, { kind: 'text' }>['mentions']>;
}

function contentOf({ text, purpose, attachments, shared, mentions }: Parts): NewContent {
  if (purpose.kind === 'edit') return { kind: 'edit', of: purpose.of.id, text, mentions };
  const replyTo = purpose.kind === 'reply' ? purpose.to.id : undefined;
  return { kind: 'text', text, replyTo, mentions, attachments, shared };
}

// What happens on Enter: files are handed over, the message goes, the field is empty at once. What did not go stands in
// the field again.

import { useState } from 'preact/hooks';
import { useLocale } from '../../../ui/locale.tsx';
import type { Attachment, NewContent, SendError } from '../api.ts';
import type { Composing } from './composer-memory.ts';
import type { FileTray } from './composer-state.ts';
import { mentionedIn } from './mentions.ts';
import { mentionablesOf } from './mentionables.ts';
import { useTalk } from './talk-face.ts';
import type { DraftField } from './use-draft.ts';

export interface Sending {
  readonly error: SendError | undefined;
  send(): Promise<void>;
}

export function useSending(draft: DraftField, tray: FileTray): Sending {
  const { thread, composing, model } = useTalk();
  const locale = useLocale();
  const [error, setError] = useState<SendError>();
  return {
    error,
    async send() {
      setError(undefined);
      const { text } = draft;
      const purpose = composing.value;
      const handed = purpose.kind === 'edit' ? undefined : await tray.handOver(model.blobs);
      if (handed && !handed.ok) return;
      const people = mentionablesOf(model, locale);
      draft.clear();
      const content = contentOf({
        text: text.trim().toWellFormed(),
        purpose,
        attachments: handed?.value ?? [],
        mentions: mentionedIn(text, people),
      });
      const sent = await thread.send(content);
      if (sent.ok) return;
      setError(sent.error);
      composing.value = purpose;
      if (purpose.kind === 'edit') draft.type(text);
      else if (thread.draft.value === '') thread.setDraft(text);
    },
  };
}

interface Parts {
  readonly text: string;
  readonly purpose: Composing;
  readonly attachments: readonly Attachment[];
  readonly mentions: NonNullable<Extract<NewContent, { kind: 'text' }>['mentions']>;
}

function contentOf({ text, purpose, attachments, mentions }: Parts): NewContent {
  if (purpose.kind === 'edit') return { kind: 'edit', of: purpose.of.id, text, mentions };
  const replyTo = purpose.kind === 'reply' ? purpose.to.id : undefined;
  return { kind: 'text', text, replyTo, mentions, attachments };
}

// Above the field: what is being answered or changed, and the way back.

import { Button } from '../../../ui/Button.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { kitWords } from '../../../ui/kit-words.ts';
import { useSay } from '../../../ui/locale.tsx';
import { composeWords } from './compose-words.ts';
import { useNames } from './names.ts';
import { useBrief } from './ReplyQuote.tsx';
import { useTalk } from './talk-face.ts';

export function ComposingLine({ onLeave }: { readonly onLeave: () => void }) {
  const say = useSay();
  const { composing, model } = useTalk();
  const nameOf = useNames(model);
  const now = composing.value;
  const subject = now.kind === 'new' ? undefined : now.kind === 'reply' ? now.to : now.of;
  const brief = useBrief(subject);
  if (!subject) return null;
  const name = nameOf(subject.author, subject.isSelf);
  const dye = model.authors.value.get(subject.author)?.mark.dye;
  return (
    <div data-dye={dye} class="flex items-center gap-2 pb-1 text-small text-ink-2">
      <span class="text-dye-ink">
        <Icon name={now.kind === 'edit' ? 'pencil' : 'reply'} size={16} />
      </span>
      <b class="shrink-0 text-dye-ink">
        {now.kind === 'edit' ? say(composeWords.editing) : say(composeWords.replying, { name })}
      </b>
      <span dir="auto" class="min-w-0 flex-1 truncate">
        {brief}
      </span>
      <Button kind="quiet" size="small" icon="x" iconOnly label={say(kitWords.cancel)} onClick={onLeave} />
    </div>
  );
}

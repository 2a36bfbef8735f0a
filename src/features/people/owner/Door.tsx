// Who waits to be let in, at the head of the people of a room. For owners.

import type { Authority, Knock } from '../../../room/authority-port.ts';
import { Bead } from '../../../ui/Bead.tsx';
import { Button } from '../../../ui/Button.tsx';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import { sayMark } from '../../../ui/mark-words.ts';
import { useActing } from './act.ts';
import { doorWords, refusalWords } from './words.ts';

export function Door({ authority }: { readonly authority: Authority }) {
  const say = useSay();
  const knocks = authority.knocks.value;
  if (knocks.length === 0) return null;
  return (
    <section class="border-b border-line px-5 pb-3">
      <h3 class="text-small text-ink-3">{say(doorWords.title)}</h3>
      <ul>
        {knocks.map((knock) => (
          <Waiting key={knock.identityId} knock={knock} authority={authority} />
        ))}
      </ul>
    </section>
  );
}

function Waiting({ knock, authority }: { readonly knock: Knock; readonly authority: Authority }) {
  const say = useSay();
  const locale = useLocale();
  const { act, isBusy, refusal } = useActing();
  const name = knock.name || sayMark(locale, knock.mark);
  return (
    <li class="grid gap-2 py-2">
      <div class="flex items-center gap-3">
        <Bead mark={knock.mark} size={28} />
        <span class="min-w-0 flex-1">
          <b class="block truncate text-ui">
            <bdi>{name}</bdi>
          </b>
          <small class="block truncate text-micro text-ink-3">{say(doorWords.knocks)}</small>
        </span>
      </div>
      <div class="flex gap-2">
        <Button
          size="small"
          label={say(doorWords.letInName, { name })}
          busy={isBusy}
          onClick={() => void act(() => authority.accept(knock.identityId))}
        >
          {say(doorWords.letIn)}
        </Button>
        <Button
          size="small"
          kind="quiet"
          label={say(doorWords.notNowName, { name })}
          disabled={isBusy}
          onClick={() => void act(() => authority.refuse(knock.identityId))}
        >
          {say(doorWords.notNow)}
        </Button>
      </div>
      {refusal ? (
        <p role="alert" class="text-small text-danger">
          {say(refusalWords[refusal])}
        </p>
      ) : null}
    </li>
  );
}

// The example's space: a button, and whose hands are up.

import { Button } from '../../../src/ui/Button.tsx';
import { useLocale, useSay } from '../../../src/ui/locale.tsx';
import { sayMark } from '../../../src/ui/mark-words.ts';
import type { HandsModel } from './model.ts';
import { handsWords } from './words.ts';

export function HandsView({ model }: { readonly model: HandsModel }) {
  const say = useSay();
  const locale = useLocale();
  const others = model.others.value;
  return (
    <section class="grid gap-4 p-6">
      <h2 class="font-display text-title">{say(handsWords.title)}</h2>
      <div>
        <Button icon="hand" pressed={model.isUp.value} onClick={() => model.setUp(!model.isUp.value)}>
          {say(handsWords.raise)}
        </Button>
      </div>
      {others.length === 0 ? <p>{say(handsWords.nobody)}</p> : null}
      <ul>
        {others.map(({ identityId, name, mark }) => (
          <li key={identityId}>{name || sayMark(locale, mark)}</li>
        ))}
      </ul>
    </section>
  );
}

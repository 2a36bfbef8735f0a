// The example's space: a button, whose hands are up, and where the others point.

import type { TargetedPointerEvent } from 'preact';
import { Button } from '../../../src/ui/Button.tsx';
import { Dot } from '../../../src/ui/Dot.tsx';
import { useLocale, useSay } from '../../../src/ui/locale.tsx';
import { sayMark } from '../../../src/ui/mark-words.ts';
import type { HandsModel } from './model.ts';
import type { Spot } from './protocol.ts';
import { handsWords } from './words.ts';

export function HandsView({ model }: { readonly model: HandsModel }) {
  const say = useSay();
  const locale = useLocale();
  const others = model.others.value;
  return (
    <section class="relative grid gap-4 p-6" onPointerMove={(event) => model.point(spotOf(event))}>
      {model.pointers.value.map(({ member, spot }) => (
        <span
          key={member.identityId}
          class="absolute"
          style={{ left: `${spot.x / 10}%`, top: `${spot.y / 10}%` }}
        >
          <Dot dye={member.mark.dye} label={say(handsWords.points, { name: member.name })} />
        </span>
      ))}
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

function spotOf({ currentTarget, clientX, clientY }: TargetedPointerEvent<HTMLElement>): Spot {
  const { left, top, width, height } = currentTarget.getBoundingClientRect();
  const part = (at: number, of: number) => Math.min(1_000, Math.max(0, Math.round((at / (of || 1)) * 1_000)));
  return { x: part(clientX - left, width), y: part(clientY - top, height) };
}

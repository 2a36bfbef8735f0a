// A person as a bead: their dye and their thing. Filled while here, an outline while away, a dashed ring for nobody yet.

import type { Mark } from '../primitives/mark.ts';
import { classList } from './class-list.ts';
import { Glyph } from './Glyph.tsx';
import { Icon } from './Icon.tsx';

export type BeadState = 'here' | 'speaking' | 'away';

interface Shared {
  /** Diameter in pixels: 18 22 24 28 32 36 40 64 or 120. */
  readonly size?: number | undefined;
  /** Whose bead; without it the bead is silent because the name stands beside it. */
  readonly label?: string | undefined;
}

export interface PersonBeadProps extends Shared {
  readonly mark: Mark;
  readonly state?: BeadState | undefined;
  /** Place among those of the same dye in the room: 0 plain, 1 an inner ring, 2 and above a dotted core. */
  readonly rank?: number | undefined;
}

export interface OpenSeatProps extends Shared {
  readonly mark?: Mark | undefined;
  readonly state: 'open-seat';
  readonly rank?: number | undefined;
}

export type BeadProps = PersonBeadProps | OpenSeatProps;

const disc = 'relative inline-grid shrink-0 place-items-center rounded-full forced-color-adjust-none';

const states: Readonly<Record<BeadState, string>> = {
  here: 'bg-dye text-on-dye',
  speaking: 'bg-dye text-on-dye outline-[2.5px] outline-offset-2 outline-dye',
  away: 'text-dye-ink inset-ring-[1.5px] inset-ring-dye',
};

export function Bead(props: BeadProps) {
  const { size = 32, label } = props;
  const style = { width: `${size}px`, height: `${size}px` };
  const name =
    label === undefined
      ? ({ 'aria-hidden': true } as const)
      : ({ role: 'img', 'aria-label': label } as const);
  if (props.state === 'open-seat') {
    return (
      <span class={classList(disc, 'border border-dashed border-line-2 text-ink-2')} style={style} {...name}>
        <Icon name="useradd" size={Math.round(size * 0.45)} />
      </span>
    );
  }
  const { mark, state = 'here', rank = 0 } = props;
  return (
    <span class={classList(disc, states[state])} style={style} data-dye={mark.dye} {...name}>
      <Glyph thing={mark.thing} ground={state === 'away' ? 'var(--ground, var(--canvas))' : 'var(--dye)'} />
      <Distinction rank={rank} />
    </span>
  );
}

/** Tells apart those of one dye, by form and not by a shade. */
function Distinction({ rank }: { readonly rank: number }) {
  if (rank === 0) return null;
  return (
    <span
      class={classList(
        'pointer-events-none absolute inset-[6%] rounded-full border-current',
        rank === 1 ? 'border-[1.5px]' : 'border-2 border-dotted',
      )}
    />
  );
}

// Buttons are ink: colour belongs to people. One primary on a surface; `leave` is the only filled red, and only for calls.

import type { ComponentChildren, Ref } from 'preact';
import { useId } from 'preact/hooks';
import { classList } from './class-list.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icon-shapes.ts';
import { useInitialFocus } from './initial-focus.ts';

export type ButtonKind = 'primary' | 'default' | 'soft' | 'quiet' | 'danger' | 'leave';
export type ButtonSize = 'small' | 'medium' | 'large';

export interface ButtonProps {
  readonly kind?: ButtonKind | undefined;
  readonly size?: ButtonSize | undefined;
  readonly icon?: IconName | undefined;
  /** A square with the icon alone; `label` is then required to name it. */
  readonly iconOnly?: boolean | undefined;
  /** Makes it a toggle; ink filled while true. */
  readonly pressed?: boolean | undefined;
  /** Waits for its own action: stays focusable, does nothing. */
  readonly busy?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly type?: 'button' | 'submit' | 'reset' | undefined;
  readonly onClick?: ((event: MouseEvent) => void) | undefined;
  /** The name for those who hear it; also the tooltip of an icon alone. */
  readonly label?: string | undefined;
  /** Makes it a link that looks like a button. */
  readonly href?: string | undefined;
  /** Saves what `href` names under this file name instead of going there. */
  readonly download?: string | undefined;
  readonly wide?: boolean | undefined;
  readonly expanded?: boolean | undefined;
  readonly hasPopup?: 'menu' | 'dialog' | 'listbox' | undefined;
  readonly controls?: string | undefined;
  readonly describedBy?: string | undefined;
  /** Where the focus starts in a dialog. */
  readonly takesFocus?: boolean | undefined;
  readonly form?: string | undefined;
  readonly id?: string | undefined;
  readonly buttonRef?: Ref<HTMLButtonElement> | undefined;
  readonly children?: ComponentChildren;
}

const shared =
  'inline-flex shrink-0 items-center justify-center gap-2 rounded-control border no-underline ' +
  'whitespace-nowrap select-none transition-colors duration-press ' +
  'disabled:opacity-50 aria-disabled:opacity-50 aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-on-ink ' +
  'forced-colors:aria-pressed:bg-[Highlight] forced-colors:aria-pressed:text-[HighlightText] ' +
  'forced-colors:aria-pressed:forced-color-adjust-none';

const kinds: Readonly<Record<ButtonKind, string>> = {
  primary: 'border-ink bg-ink font-semibold text-on-ink enabled:hover:bg-ink-2 enabled:hover:border-ink-2',
  default: 'border-line-2 font-semibold text-ink enabled:hover:bg-hover enabled:active:bg-press',
  soft: 'border-line font-normal text-ink-2 enabled:hover:bg-hover enabled:active:bg-press',
  quiet: 'border-transparent font-normal text-ink-2 enabled:hover:bg-hover enabled:active:bg-press',
  danger: 'border-danger font-semibold text-danger enabled:hover:bg-danger-wash',
  leave: 'border-danger-fill bg-danger-fill font-semibold text-on-danger',
};

const sizes: Readonly<Record<ButtonSize, string>> = {
  small: 'min-h-8 px-2.5 text-small touch:min-h-11 touch:px-3 touch:text-ui',
  medium: 'min-h-9 px-3.5 text-ui touch:min-h-11',
  large: 'min-h-12 px-4.5 text-base',
};

const squares: Readonly<Record<ButtonSize, string>> = {
  small: 'size-8 touch:size-11',
  medium: 'size-9 touch:size-11',
  large: 'size-12',
};

const iconSizes: Readonly<Record<ButtonSize, number>> = { small: 16, medium: 18, large: 20 };

export function Button(props: ButtonProps) {
  const { kind = 'default', size = 'medium', iconOnly = false, wide = false } = props;
  const ownId = useId();
  useInitialFocus(props.id ?? ownId, props.takesFocus === true);
  const className = classList(
    shared,
    kinds[kind],
    iconOnly ? squares[size] : sizes[size],
    wide && 'w-full',
    props.busy === true && 'cursor-progress',
  );
  const name = { 'aria-label': props.label, title: iconOnly ? props.label : undefined };
  const content = (
    <>
      {props.icon === undefined ? null : <Icon name={props.icon} size={iconOnly ? 20 : iconSizes[size]} />}
      {iconOnly ? null : props.children}
    </>
  );
  if (props.href !== undefined && props.disabled !== true) {
    return (
      <a
        class={classList(className, 'hover:bg-hover')}
        href={props.href}
        download={props.download}
        id={props.id}
        {...name}
        onClick={props.onClick}
      >
        {content}
      </a>
    );
  }
  return (
    <button
      ref={props.buttonRef ?? null}
      id={props.id ?? (props.takesFocus === true ? ownId : undefined)}
      type={props.type ?? 'button'}
      form={props.form}
      class={className}
      disabled={props.disabled}
      aria-pressed={props.pressed}
      aria-busy={props.busy}
      aria-disabled={props.busy === true ? true : undefined}
      aria-expanded={props.expanded}
      aria-haspopup={props.hasPopup}
      aria-controls={props.controls}
      aria-describedby={props.describedBy}
      {...name}
      onClick={props.busy === true ? undefined : props.onClick}
    >
      {content}
    </button>
  );
}

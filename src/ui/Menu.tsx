// A button and the menu it opens, in the browser's top layer so that nothing clips it. Arrows, Home, End, first letters
// and Esc work as menus do; dangerous items come last, after a rule.

import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Button, type ButtonKind, type ButtonSize } from './Button.tsx';
import { classList } from './class-list.ts';
import { isRightToLeft, moveRovingFocus } from './focus.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icon-shapes.ts';
import { placeMenu } from './menu-place.ts';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName | undefined;
  /** In place of the icon; not read out. */
  readonly picture?: ComponentChildren;
  readonly isDangerous?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** Makes it a choice with a tick. */
  readonly checked?: boolean | undefined;
  readonly onSelect: () => void;
}

export interface MenuProps {
  /** Names the button and the menu. */
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly icon?: IconName | undefined;
  readonly kind?: ButtonKind | undefined;
  readonly size?: ButtonSize | undefined;
  readonly disabled?: boolean | undefined;
  /** Which edges of button and menu line up, in the direction of writing. */
  readonly align?: 'start' | 'end' | undefined;
  /** What the button shows; without it, the icon alone. */
  readonly children?: ComponentChildren;
}

const surface =
  'fixed inset-auto m-0 max-h-[80dvh] min-w-56 max-w-80 overflow-y-auto rounded-[10px] border border-line bg-raised p-2 ' +
  'text-ink shadow-raised animate-fade';
const itemClass =
  'flex min-h-10 w-full items-center gap-3 rounded-control px-3 text-start text-ui touch:min-h-11 ' +
  'hover:bg-hover focus:bg-press focus:outline-hidden disabled:opacity-50';

export function Menu(props: MenuProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button
        buttonRef={anchor}
        kind={props.kind ?? 'quiet'}
        size={props.size}
        icon={props.icon ?? (props.children === undefined ? 'more' : undefined)}
        iconOnly={props.children === undefined}
        label={props.label}
        disabled={props.disabled}
        hasPopup="menu"
        expanded={isOpen}
        controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {props.children}
        <Icon name="down" size={14} />
      </Button>
      {isOpen ? (
        <MenuSurface
          id={id}
          label={props.label}
          items={props.items}
          anchor={anchor}
          align={props.align ?? 'start'}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}

export interface MenuSurfaceProps {
  readonly id: string;
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** Where it opens from, and where the focus returns. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly align: 'start' | 'end';
  readonly onClose: () => void;
}

/** The menu without its button, for what opens by other means. */
export function MenuSurface({ id, label, items, anchor, align, onClose }: MenuSurfaceProps) {
  const surfaceRef = usePopover(anchor, align, onClose);
  const safe = items.filter((item) => item.isDangerous !== true);
  const dangerous = items.filter((item) => item.isDangerous === true);
  const choose = (item: MenuItem) => {
    onClose();
    anchor.current?.focus();
    item.onSelect();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab') onClose();
    else if (event.key === 'Escape') leave(event);
    else if (moveRovingFocus(event, { axis: 'vertical', selector: MENU_ITEMS }) === undefined)
      focusByLetter(event);
  };
  const leave = (event: KeyboardEvent) => {
    // The dialog around the menu stays.
    event.preventDefault();
    event.stopPropagation();
    onClose();
    anchor.current?.focus();
  };
  return (
    <div
      ref={surfaceRef}
      id={id}
      role="menu"
      tabIndex={-1}
      aria-label={label}
      popover="auto"
      class={surface}
      onKeyDown={onKeyDown}
    >
      {safe.map((item) => (
        <MenuRow key={item.id} item={item} onChoose={choose} />
      ))}
      {safe.length > 0 && dangerous.length > 0 ? <hr class="-mx-2 my-2 border-line" /> : null}
      {dangerous.map((item) => (
        <MenuRow key={item.id} item={item} onChoose={choose} />
      ))}
    </div>
  );
}

interface MenuRowProps {
  readonly item: MenuItem;
  readonly onChoose: (item: MenuItem) => void;
}

function MenuRow({ item, onChoose }: MenuRowProps) {
  return (
    <button
      type="button"
      role={item.checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
      aria-checked={item.checked}
      tabIndex={-1}
      disabled={item.disabled}
      class={classList(itemClass, item.isDangerous === true && 'text-danger')}
      onClick={() => onChoose(item)}
    >
      {item.picture === undefined ? null : (
        <span class="flex shrink-0" aria-hidden="true">
          {item.picture}
        </span>
      )}
      {item.icon === undefined ? null : <Icon name={item.icon} size={18} />}
      <span class="min-w-0 flex-1">{item.label}</span>
      {item.checked === true ? <Icon name="check" size={16} /> : null}
    </button>
  );
}

const MENU_ITEMS = '[role^="menuitem"]:not(:disabled)';

/** Opens in the top layer, goes beside `anchor`, focuses the first item; reports every way of closing. */
function usePopover(anchor: RefObject<HTMLElement | null>, align: 'start' | 'end', onClose: () => void) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const menu = ref.current;
    const button = anchor.current;
    if (menu === null || button === null) return undefined;
    const toggled = (event: Event) => {
      if ((event as ToggleEvent).newState === 'closed') onClose();
    };
    menu.addEventListener('toggle', toggled);
    menu.showPopover();
    const place = () => putBeside(menu, button, align);
    place();
    menu.querySelector<HTMLElement>(MENU_ITEMS)?.focus();
    window.addEventListener('resize', place);
    return () => {
      menu.removeEventListener('toggle', toggled);
      window.removeEventListener('resize', place);
    };
  }, []);
  return ref;
}

function putBeside(menu: HTMLElement, button: HTMLElement, align: 'start' | 'end'): void {
  const { left, top } = placeMenu({
    anchor: button.getBoundingClientRect(),
    menu: { width: menu.offsetWidth, height: menu.offsetHeight },
    window: { width: innerWidth, height: innerHeight },
    align: (align === 'start') === isRightToLeft(button) ? 'right' : 'left',
  });
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}

/** The next item that begins with the typed letter. */
function focusByLetter(event: KeyboardEvent): void {
  const menu = event.currentTarget;
  if (event.key.length !== 1 || !(menu instanceof HTMLElement)) return;
  const items = Array.from(menu.querySelectorAll<HTMLElement>(MENU_ITEMS));
  const from = items.findIndex((item) => item === document.activeElement) + 1;
  const letter = event.key.toLocaleLowerCase();
  const found = [...items.slice(from), ...items.slice(0, from)].find((item) =>
    (item.textContent ?? '').trim().toLocaleLowerCase().startsWith(letter),
  );
  found?.focus();
}

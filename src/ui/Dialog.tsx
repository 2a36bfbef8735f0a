// A modal dialog on the browser's own <dialog>: it keeps focus inside and the page behind inert; a sheet on phones.
// It is open as long as it is rendered; whoever renders it decides when it ends.

import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from './Button.tsx';
import { classList } from './class-list.ts';
import { kitWords } from './kit-words.ts';
import { useSay } from './locale.tsx';

export interface DialogProps {
  readonly title: string;
  /** Esc, the close button, or a click beside it. */
  readonly onClose: () => void;
  /** Widest: small 420 px, medium 560, large 720. */
  readonly size?: 'small' | 'medium' | 'large' | undefined;
  /** Below the content on its own ground: the honest sentence, or the actions. */
  readonly footer?: ComponentChildren;
  /** Right of the title, before the close button. */
  readonly actions?: ComponentChildren;
  /** Between title and content, edge to edge: tabs. */
  readonly tabs?: ComponentChildren;
  /** The title is read out but not shown, and there is no close button: the palette. */
  readonly bare?: boolean | undefined;
  /** An answer is needed: a click beside it does nothing. */
  readonly insistent?: boolean | undefined;
  /** `alertdialog` for what interrupts. */
  readonly role?: 'dialog' | 'alertdialog' | undefined;
  readonly children?: ComponentChildren;
}

const frame =
  'm-auto w-full flex-col overflow-hidden rounded-dialog border-0 bg-raised p-0 text-ink shadow-dialog outline-none ' +
  'max-h-[calc(100dvh-3rem)] open:flex backdrop:bg-scrim animate-rise backdrop:animate-fade ' +
  'max-md:mb-0 max-md:max-h-[92dvh] max-md:max-w-none max-md:animate-sheet max-md:rounded-b-none ' +
  'max-md:pb-[env(safe-area-inset-bottom)] forced-colors:border';

const widths = {
  small: 'max-w-105',
  medium: 'max-w-140',
  large: 'max-w-180',
} as const;

export function Dialog(props: DialogProps) {
  const say = useSay();
  const titleId = useId();
  const ref = useModal(props.onClose);
  const bare = props.bare === true;
  return (
    // The browser gives <dialog> its keys; this click is for pointers, Esc does the same.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={ref}
      role={props.role}
      aria-labelledby={titleId}
      class={classList(frame, widths[props.size ?? 'medium'])}
      onClick={(event) => {
        if (event.target === event.currentTarget && props.insistent !== true) props.onClose();
      }}
    >
      {bare ? (
        <h2 id={titleId} tabIndex={-1} class="sr-only">
          {props.title}
        </h2>
      ) : (
        <header class="flex shrink-0 items-start gap-3 ps-7 pe-4 pt-5 max-md:ps-4 max-md:pe-2 max-md:pt-3">
          <h2
            id={titleId}
            tabIndex={-1}
            // As high as the button beside it, which stays beside its first line.
            class="min-w-0 flex-1 py-1.25 font-display text-title tracking-[-0.005em] outline-none touch:py-2.25"
          >
            {props.title}
          </h2>
          {props.actions}
          <Button kind="quiet" icon="x" iconOnly label={say(kitWords.close)} onClick={props.onClose} />
        </header>
      )}
      {props.tabs === undefined ? null : <div class="shrink-0 px-7 max-md:px-4">{props.tabs}</div>}
      <div class={classList('min-h-0 flex-1 overflow-y-auto', !bare && 'px-7 pt-4 pb-6 max-md:px-4')}>
        {props.children}
      </div>
      {props.footer === undefined ? null : (
        <footer class="shrink-0 bg-sunk px-7 py-4 text-small text-ink-2 max-md:px-4">{props.footer}</footer>
      )}
    </dialog>
  );
}

/** Opens on mount; on unmount closes and gives focus back to what had it. */
function useModal(onClose: () => void) {
  const ref = useRef<HTMLDialogElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return undefined;
    const before = document.activeElement;
    // The owner closes by no longer rendering it, so that its state and the screen never disagree.
    const cancel = (event: Event) => {
      if (event.target !== dialog) return;
      event.preventDefault();
      close.current();
    };
    dialog.addEventListener('cancel', cancel);
    // A second Esc closes past `cancel` in Chromium; the owner must still hear of it.
    const closed = (event: Event) => {
      if (event.target === dialog) close.current();
    };
    dialog.addEventListener('close', closed);
    dialog.showModal();
    // A dialog is read from its title on, unless something in it asks for the focus.
    if (dialog.querySelector('[autofocus]') === null) dialog.querySelector('h2')?.focus();
    return () => {
      dialog.removeEventListener('cancel', cancel);
      dialog.removeEventListener('close', closed);
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return ref;
}

// Short sentences that pass: what was done, with a way back. One that needs an answer stays until it has one.
// Time is injected; while somebody points at a toast or is inside it, its time stands still.

import { signal, type ReadonlySignal } from '@preact/signals';
import type { ComponentChildren, FunctionComponent } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Cancel, Clock } from '../primitives/clock.ts';
import { Icon } from './Icon.tsx';
import { kitWords } from './kit-words.ts';
import { useSay } from './locale.tsx';
import { pageClock } from './page-clock.ts';

/** Long enough to read one sentence and reach its button. */
export const TOAST_MS = 5000;
/** More than this at once is noise: the oldest that asks nothing goes. */
export const TOASTS_AT_MOST = 3;

export interface ToastAction {
  readonly label: string;
  readonly onClick: () => void;
}

export interface ToastOptions {
  readonly text: string;
  /** At most two; the toast goes once one is taken. */
  readonly actions?: readonly [ToastAction] | readonly [ToastAction, ToastAction] | undefined;
  /** `question` stays until it is answered, `passing` goes by itself. */
  readonly kind?: 'passing' | 'question' | undefined;
  /** Milliseconds; {@link TOAST_MS} unless told. */
  readonly durationMs?: number | undefined;
  /** Before the text: a bead. */
  readonly leading?: ComponentChildren;
}

export interface Toast extends ToastOptions {
  readonly id: number;
}

export interface Toaster {
  readonly toasts: ReadonlySignal<readonly Toast[]>;
  /** Shows it and returns the id to dismiss it by. */
  show(options: ToastOptions): number;
  dismiss(id: number): void;
  /** Stops and resumes the time of all toasts. */
  hold(isHeld: boolean): void;
  /** Rendered once, at the end of the page. */
  readonly View: FunctionComponent;
}

export function createToaster(clock: Clock = pageClock): Toaster {
  const toasts = signal<readonly Toast[]>([]);
  const timers = createTimers(clock, dismiss);
  let lastId = 0;

  function dismiss(id: number): void {
    timers.forget(id);
    toasts.value = toasts.value.filter((toast) => toast.id !== id);
  }

  function makeRoom(): void {
    if (toasts.value.length < TOASTS_AT_MOST) return;
    const oldest = toasts.value.find((toast) => toast.kind !== 'question');
    if (oldest !== undefined) dismiss(oldest.id);
  }

  function show(options: ToastOptions): number {
    lastId += 1;
    makeRoom();
    toasts.value = [...toasts.value, { ...options, id: lastId }];
    if (options.kind !== 'question') timers.start(lastId, options.durationMs ?? TOAST_MS);
    return lastId;
  }

  const toaster: Toaster = {
    toasts,
    show,
    dismiss,
    hold: (isHeld) => timers.hold(isHeld),
    View: () => <ToastList toaster={toaster} />,
  };
  return toaster;
}

interface Timer {
  leftMs: number;
  sinceMs: number;
  cancel: Cancel;
}

/** One countdown per toast; all of them can be held and let go. */
function createTimers(clock: Clock, onEnd: (id: number) => void) {
  const timers = new Map<number, Timer>();
  let isHeld = false;

  function run(id: number, timer: Timer): void {
    timer.sinceMs = clock.nowMs();
    timer.cancel = clock.schedule(timer.leftMs, () => onEnd(id));
  }

  function pause(timer: Timer): void {
    timer.cancel();
    timer.leftMs = Math.max(0, timer.leftMs - (clock.nowMs() - timer.sinceMs));
  }

  return {
    start(id: number, leftMs: number): void {
      const timer: Timer = { leftMs, sinceMs: clock.nowMs(), cancel: () => undefined };
      timers.set(id, timer);
      if (!isHeld) run(id, timer);
    },
    forget(id: number): void {
      timers.get(id)?.cancel();
      timers.delete(id);
    },
    hold(hold: boolean): void {
      if (hold === isHeld) return;
      isHeld = hold;
      for (const [id, timer] of timers) {
        if (hold) pause(timer);
        else run(id, timer);
      }
    },
  };
}

const listClass =
  'pointer-events-none fixed bottom-7 z-toast flex flex-col items-start gap-2 md:start-[calc(var(--rail)+1rem)] ' +
  'max-md:inset-x-4 max-md:bottom-[calc(var(--bar)+0.75rem+env(safe-area-inset-bottom))]';

function ToastList({ toaster }: { readonly toaster: Toaster }) {
  const ref = useHold(toaster);
  return (
    <div ref={ref} aria-live="polite" class={listClass}>
      {toaster.toasts.value.map((toast) => (
        <ToastRow key={toast.id} toast={toast} onDismiss={() => toaster.dismiss(toast.id)} />
      ))}
    </div>
  );
}

/** While a pointer or the focus is on the toasts, they wait. */
function useHold(toaster: Toaster) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const list = ref.current;
    const hold = () => toaster.hold(true);
    const release = () => toaster.hold(false);
    for (const name of ['mouseenter', 'focusin']) list?.addEventListener(name, hold);
    for (const name of ['mouseleave', 'focusout']) list?.addEventListener(name, release);
    return release;
  }, [toaster]);
  return ref;
}

interface ToastRowProps {
  readonly toast: Toast;
  readonly onDismiss: () => void;
}

const actionClass =
  'rounded-control px-2 py-1.5 font-semibold underline underline-offset-3 focus-visible:outline-on-ink touch:min-h-11';

function ToastRow({ toast, onDismiss }: ToastRowProps) {
  const say = useSay();
  const take = (action: ToastAction) => {
    // First gone, then done: the act may show the next toast.
    onDismiss();
    action.onClick();
  };
  return (
    <div class="pointer-events-auto flex max-w-140 min-h-11 animate-rise items-center gap-3 rounded-control border border-transparent bg-ink py-1.5 ps-3.5 pe-2 text-ui text-on-ink shadow-raised">
      {toast.leading}
      <span class="min-w-0 flex-1 py-1">{toast.text}</span>
      {toast.actions?.map((action) => (
        <button key={action.label} type="button" class={actionClass} onClick={() => take(action)}>
          {action.label}
        </button>
      ))}
      {toast.actions === undefined ? (
        <button
          type="button"
          class="grid size-8 place-items-center rounded-control focus-visible:outline-on-ink touch:size-11"
          aria-label={say(kitWords.dismiss)}
          onClick={onDismiss}
        >
          <Icon name="x" size={16} />
        </button>
      ) : null}
    </div>
  );
}

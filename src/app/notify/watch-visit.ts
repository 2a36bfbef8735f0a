// Follows what is said in one stay in a room and tells its person: a number in the tab's title and on the app's icon, a
// sound, a notification of the system. Who is told of what is the policy's; the browser is injected.

import { computed, effect, signal, untracked } from '@preact/signals-core';
import type { Cancel } from '../../primitives/clock.ts';
import { createDisposables, type Disposables } from '../../primitives/disposable.ts';
import type { Chime } from '../../platform/chime.ts';
import type { Counter } from '../../platform/counter.ts';
import type { News } from '../../features/news.ts';
import { sayMark } from '../../ui/mark-words.ts';
import type { Say } from '../../ui/locale.tsx';
import { say, type Locale, type Words } from '../../ui/words.ts';
import type { Space } from '../session.ts';
import type { Watched } from './ports.ts';
import { decideNotice } from './policy.ts';
import { notifyWords } from './words.ts';

export interface WatchOptions extends Watched {
  readonly chime: Chime;
  readonly counter: Counter;
  readonly document: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
}

/** A conversation is not to become a rattle. */
const SOUND_PAUSE_MS = 2_000;
/** A flood changes what stands in a notification once in so long. */
const SHOW_PAUSE_MS = 1_500;

/** Until the returned function is called. */
export function watchVisit(options: WatchOptions): () => void {
  const watch = new VisitWatch(options);
  return () => watch.dispose();
}

/** What came in one thread since its person was last here. */
interface Heap {
  readonly space: string;
  count: number;
  last: News;
}

class VisitWatch {
  readonly #options: WatchOptions;
  readonly #disposables: Disposables = createDisposables();
  /** By what their notifications are called: no name or key of anybody. */
  readonly #heaps = new Map<string, Heap>();
  readonly #names = new Map<string, string>();
  readonly #unshown = new Set<string>();
  /** What breaks through in a muted room. */
  readonly #counted = signal(0);
  #soundedAtMs = -Infinity;
  #cancelShow: Cancel | undefined;

  constructor(options: WatchOptions) {
    this.#options = options;
    for (const space of options.visit.spaces) void this.#followSpace(space);
    this.#followCount();
    const onVisible = () => {
      if (this.#isInFront) this.#clear();
    };
    options.document.addEventListener('visibilitychange', onVisible);
    this.#disposables.add(() => options.document.removeEventListener('visibilitychange', onVisible));
    this.#disposables.add(options.notifications.onPressed((name) => this.#open(name)));
    this.#disposables.add(() => this.#clear());
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  get #isInFront(): boolean {
    return this.#options.document.visibilityState === 'visible';
  }

  async #followSpace({ feature, model }: Space): Promise<void> {
    const { company } = this.#options.visit;
    // A copy of the page that is cut short has a room without notices.
    const follow = await feature.news?.(model).catch(() => undefined);
    if (!follow || this.#disposables.isDisposed) return;
    const stop = follow({
      isHeard: (author) => untracked(() => company?.regardOf(author) ?? 'open') === 'open',
      tell: (news) => this.#hear(feature.id, news),
    });
    this.#disposables.add(stop);
  }

  #hear(space: string, news: News): void {
    const { notices, settings, visit } = this.#options;
    const isQuiet = notices.quietUntil.peek() !== undefined;
    const notice = decideNotice(
      {
        regard: 'open',
        isForMe: news.isMention || news.isDirect,
        isRoomMuted: untracked(() => notices.isMuted(visit)),
        isQuiet,
        isSeenElsewhere: this.#isSeenElsewhere(space),
        isInFront: this.#isInFront,
      },
      settings.current.peek(),
    );
    if (notice.counts) this.#counted.value += news.count ?? 1;
    if (notice.sounds) this.#sound();
    if (notice.shows) this.#show(space, news);
  }

  /** Another page or device of this person shows the space, and they are at it. */
  #isSeenElsewhere(space: string): boolean {
    const self = this.#options.visit.room.members.peek().find(({ isSelf }) => isSelf);
    const isOpen = (kind: string) => kind !== 'gone' && kind !== 'reconnecting';
    return (self?.devices ?? []).some(
      (device) => device.space === space && !device.isHidden && !device.isAway && isOpen(device.link.kind),
    );
  }

  #sound(): void {
    const { chime, clock } = this.#options;
    if (clock.nowMs() - this.#soundedAtMs < SOUND_PAUSE_MS) return;
    if (chime.play()) this.#soundedAtMs = clock.nowMs();
  }

  #show(space: string, news: News): void {
    const place = `${space} ${news.thread}`;
    const name = this.#names.get(place) ?? String(this.#names.size + 1);
    this.#names.set(place, name);
    this.#heaps.set(name, {
      space,
      count: (this.#heaps.get(name)?.count ?? 0) + (news.count ?? 1),
      last: news,
    });
    this.#unshown.add(name);
    if (!this.#cancelShow) this.#flush();
  }

  #flush(): void {
    const { clock, notifications } = this.#options;
    this.#cancelShow = undefined;
    if (this.#unshown.size === 0) return;
    for (const name of this.#unshown) {
      const heap = this.#heaps.get(name);
      if (heap) void notifications.show({ name, ...this.#write(heap) });
    }
    this.#unshown.clear();
    this.#cancelShow = clock.schedule(SHOW_PAUSE_MS, () => this.#flush());
  }

  #write(heap: Heap): { readonly title: string; readonly text: string } {
    const { locale, settings, visit } = this.#options;
    return writeNote({
      locale: locale(),
      room: visit.title,
      count: heap.count,
      news: heap.last,
      showsPreview: settings.current.peek().showsPreviews,
    });
  }

  #open(name: string): void {
    const { navigation, visit } = this.#options;
    const heap = this.#heaps.get(name);
    if (!heap) return;
    const space = visit.spaces.find(({ feature }) => feature.id === heap.space);
    space?.feature.showThread?.(space.model, heap.last.thread);
    visit.show(heap.space);
    navigation.go({ kind: 'room', code: visit.address, space: heap.space }, 'replace');
    this.#clear();
  }

  #clear(): void {
    this.#cancelShow?.();
    this.#cancelShow = undefined;
    this.#unshown.clear();
    this.#heaps.clear();
    this.#options.notifications.closeAll();
  }

  #followCount(): void {
    const { counter, notices, visit } = this.#options;
    const unread = computed(() =>
      Array.from(visit.unread.value.values()).reduce((sum, each) => sum + each, 0),
    );
    const shown = computed(() =>
      notices.isMuted(visit) ? Math.min(this.#counted.value, unread.value) : unread.value,
    );
    this.#disposables.add(
      effect(() => {
        if (unread.value > 0) return;
        untracked(() => {
          this.#counted.value = 0;
          this.#clear();
        });
      }),
    );
    this.#disposables.add(() => counter.set(0));
    this.#disposables.add(() => counter.setProgress(undefined));
    this.#disposables.add(effect(() => counter.setProgress(visit.progress.value)));
    this.#disposables.add(effect(() => counter.set(shown.value)));
  }
}

function titleOfMessages(
  speak: Say,
  { count, room, news }: Pick<NoteFacts, 'count' | 'room' | 'news'>,
): string {
  if (count > 1) return speak(notifyWords.several, { n: count, room });
  const one = news.isMention ? notifyWords.mention : notifyWords.one;
  return speak(news.isDirect ? notifyWords.direct : one, { room });
}

export interface NoteFacts {
  readonly locale: Locale;
  readonly room: string;
  readonly count: number;
  readonly news: News;
  readonly showsPreview: boolean;
}

/** What the system shows; whoever looks over a shoulder reads it too. */
export function writeNote({ locale, room, count, news, showsPreview }: NoteFacts): {
  readonly title: string;
  readonly text: string;
} {
  const speak = (words: Words, values = {}) => say(locale, words, values);
  const mark = news.mark ? sayMark(locale, news.mark) : '…';
  const marked = news.isConfusable ? speak(notifyWords.marked, { name: news.name, mark }) : news.name;
  const name = news.name === '' ? mark : marked;
  const title = news.title?.(speak, { n: count, room }) ?? titleOfMessages(speak, { count, room, news });
  const preview = showsPreview ? news.preview(speak) : '';
  return {
    title,
    text: preview === '' ? speak(notifyWords.from, { name }) : speak(notifyWords.says, { name, preview }),
  };
}

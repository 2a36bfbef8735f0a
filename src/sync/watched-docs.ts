// Shared documents that remember which of them were opened here, so that those can be kept or saved.

import { createEmitter, type Unsubscribe } from '../primitives/events.ts';
import type { SharedDoc, SharedDocs } from './shared-docs.ts';

/** Documents, and which of them were opened here. */
export interface WatchedDocs extends SharedDocs {
  readonly opened: () => readonly SharedDoc[];
  /** Whether something was changed in it that did not come from what was kept. */
  hasNews(doc: SharedDoc): boolean;
  onOpened(listener: (doc: SharedDoc) => void): Unsubscribe;
}

export function watchDocs(docs: SharedDocs): WatchedDocs {
  const opened = new Map<string, SharedDoc>();
  const changed = new Set<string>();
  const events = createEmitter<SharedDoc>();
  return {
    get presence() {
      return docs.presence;
    },
    get facts() {
      return docs.facts;
    },
    get holding() {
      return docs.holding;
    },
    onRefused: (listener) => docs.onRefused(listener),
    dispose: () => docs.dispose(),
    opened: () => Array.from(opened.values()),
    hasNews: ({ key }) => changed.has(key),
    onOpened: (listener) => events.on(listener),
    open(key, options) {
      const doc = docs.open(key, options);
      if (!opened.has(key)) {
        opened.set(key, doc);
        const stop = doc.onUpdate((_, origin) => {
          if (origin === 'restored') return;
          changed.add(key);
          stop();
        });
        events.emit(doc);
      }
      return doc;
    },
  };
}

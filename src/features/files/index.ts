// Files: what people give each other, in swarms that finish.

import type { FeatureContext, FileCardProps } from '../feature.ts';
import { defineFeature } from '../feature.ts';
import { lazy } from '../../ui/lazy.tsx';
import { createLazyWorld, type FilesWorld } from './files-world.ts';
import { createFilesModel } from './model.ts';
import { createSharing } from './sharing.ts';
import { FILES_SPACE } from './space.ts';
import { filesWords } from './words.ts';

type Model = ReturnType<typeof createFilesModel>;

export const files = defineFeature({
  id: FILES_SPACE,
  title: filesWords.title,
  icon: 'files',
  hasWriters: true,
  createModel: (context) => {
    cleanUpOnce(context);
    const { random, clock, memoryBytes, tellMemoryUse } = context;
    const load = async (spots: FilesWorld['spots']) =>
      (await import('./browser-world.ts')).createBrowserWorld({
        random,
        clock,
        memoryBytes,
        tellMemoryUse,
        spots,
      });
    return createFilesModel(context, createLazyWorld(load));
  },
  unread: (model) => model.unread,
  news: async (model) => {
    const { followFiles } = await import('./notify.ts');
    return (listener) => followFiles(model, listener);
  },
  progress: (model) => model.progress,
  holding: (model) => model.holding,
  unfinished: (model) => model.unfinished,
  keep: async (model, place) => (await import('./kept.ts')).keepFiles(model.insides, place),
  sharing: (model) => createSharing(model),
  FileCard: lazy<FileCardProps<Model>>(async () => (await import('./view/FileCard.tsx')).FileCard),
  View: lazy<{ readonly model: Model }>(async () => (await import('./view/FilesView.tsx')).FilesView),
});

/** Once people have met, and before anybody misses the disk. */
const CLEAN_UP_AFTER_MS = 10_000;
let isCleaned = false;

/** What pages that were ended midway have left goes with the next one that enters a room. */
function cleanUpOnce({ clock, random }: FeatureContext): void {
  if (isCleaned) return;
  isCleaned = true;
  clock.schedule(CLEAN_UP_AFTER_MS, () => {
    void import('./browser-world.ts').then(
      ({ cleanUpFiles }) => cleanUpFiles(random),
      () => undefined,
    );
  });
}

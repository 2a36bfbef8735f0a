// Files that somebody chose, as offers: cleaned before they leave, and what cannot be offered said in words.

import { cleanFileName, cleanFolders } from '../../swarm/file-name.ts';
import { fitsSwarm } from '../../swarm/file-shape.ts';
import { MAX_FOLDERS, MAX_LOOK_BYTES, MAX_MIME_LENGTH, type Manifest } from '../../swarm/manifest.ts';
import type { ChosenFile } from './api.ts';
import { chunkSizeFor } from './files-world.ts';

export interface Offered {
  readonly chosen: ChosenFile;
  readonly manifest: Manifest;
}

export interface Sorted {
  readonly fitting: readonly Offered[];
  readonly tooLarge: readonly string[];
}

export function sortChosen(files: readonly ChosenFile[]): Sorted {
  const all = files.map((chosen) => ({ chosen, manifest: manifestOf(chosen) }));
  return {
    fitting: all.filter(({ manifest }) => fitsSwarm(manifest)),
    tooLarge: all.filter(({ manifest }) => !fitsSwarm(manifest)).map(({ manifest }) => manifest.name),
  };
}

function manifestOf({ file, folders, look }: ChosenFile): Manifest {
  return {
    // What the receivers would make of it: it is a file's own name that may be anything.
    name: cleanFileName(file.name),
    mimeType: PLAIN_TYPE.test(file.type) ? file.type : '',
    sizeBytes: file.size,
    chunkSizeBytes: chunkSizeFor(file.size),
    // What lies deeper is shown in the deepest folder that is left.
    folders: cleanFolders(folders).slice(0, MAX_FOLDERS),
    look: look && look.length <= MAX_LOOK_BYTES ? look : undefined,
    root: undefined,
  };
}

const PLAIN_TYPE = new RegExp(`^[\\x20-\\x7e]{0,${MAX_MIME_LENGTH}}$`);

// Several files as one archive, each at a place of its own in it.

import type { ZipEntry } from '../../platform/files/zip-stream.ts';
import { archivePathOf, placesOf } from '../../swarm/store/paths.ts';
import type { FileRow } from './api.ts';

export interface ArchiveFacts {
  readonly blobOf: (row: FileRow) => Promise<Blob | undefined>;
  /** Milliseconds since 1970: when a file was made nobody was told. */
  readonly atMs: number;
}

/** Folders and names are cleaned, and no two are at one place. */
export function entriesOf(rows: readonly FileRow[], { blobOf, atMs }: ArchiveFacts): readonly ZipEntry[] {
  const places = placesOf(rows);
  return rows.map((row, at) => ({
    path: archivePathOf(places[at] ?? row),
    sizeBytes: row.sizeBytes,
    lastModifiedMs: atMs,
    async open() {
      const blob = await blobOf(row);
      if (!blob) throw new DOMException('It is not here any more.', 'NotFoundError');
      return blob;
    },
  }));
}

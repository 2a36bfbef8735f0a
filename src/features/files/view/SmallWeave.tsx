// The weave of a file or a folder in its row: forty stitches, however long the file. Its words stand beside it.

import { useMemo } from 'preact/hooks';
import type { FileRow, FilesModel, Stitch } from '../api.ts';
import { useFiles } from './files-face.tsx';
import { SMALL, SMALL_COLUMNS, SMALL_ROWS, stretch, weaveShape } from './weave-shape.ts';
import { givenBy, Weave } from './Weave.tsx';

const CELLS = SMALL_COLUMNS * SMALL_ROWS;

export function SmallWeave({ rows }: { readonly rows: readonly FileRow[] }) {
  const { model } = useFiles();
  // Drawn anew when something of it has moved, not with every rate that has.
  const moved = rows.map((row) => `${row.id} ${row.haveBytes} ${row.state.kind} ${row.done}`).join();
  const shape = useMemo(
    () =>
      weaveShape(rows.length === 1 ? cellsOf(model, rows) : foldedCells(model, rows), SMALL_COLUMNS, SMALL),
    [model, moved],
  );
  return <Weave shape={shape} isSmall />;
}

function cellsOf(model: FilesModel, rows: readonly FileRow[], count = CELLS): readonly Stitch[] {
  const [row] = rows;
  if (!row) return [];
  return givenBy(stretch(model.weave(row.id, count), count), row.isOwn ? row.from : undefined);
}

/** Each file gets as many cells as its part of the folder: of many small ones, every nth stands for its neighbours. */
function foldedCells(model: FilesModel, rows: readonly FileRow[]): readonly Stitch[] {
  const total = rows.reduce((sum, row) => sum + row.sizeBytes, 0);
  if (total === 0) return [];
  const cells: Stitch[] = [];
  let bytes = 0;
  for (const row of rows) {
    bytes += row.sizeBytes;
    const until = Math.round((bytes / total) * CELLS);
    if (until > cells.length) cells.push(...cellsOf(model, [row], until - cells.length));
  }
  return cells;
}

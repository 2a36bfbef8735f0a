// Where the files of a folder go, below a folder or in an archive: cleaned, and no two at one place.

import { cleanFileName, cleanFolders, foldFileName, uniqueFileName } from '../file-name.ts';

/** More of one name are told apart by their number in the list: counting up for each would take its square in time. */
const MAX_NAMESAKES = 100;

export interface OfferedPath {
  readonly name: string;
  readonly folders: readonly string[];
}

/** For each, its place; capitals do not tell two places apart, and a file does not take a folder's name. */
export function placesOf(offered: readonly OfferedPath[]): readonly OfferedPath[] {
  const cleaned = offered.map(({ name, folders }) => ({
    name: cleanFileName(name),
    folders: cleanFolders(folders),
  }));
  const taken = new Set(
    cleaned.flatMap(({ folders }) => folders.map((_, depth) => keyOf(folders.slice(0, depth + 1)))),
  );
  const namesakes = new Map<string, number>();
  return cleaned.map(({ name: ownName, folders }, at) => {
    const key = keyOf([...folders, ownName]);
    const count = (namesakes.get(key) ?? 0) + 1;
    namesakes.set(key, count);
    const name = count > MAX_NAMESAKES ? cleanFileName(`${at + 1} ${ownName}`) : ownName;
    const unique = uniqueFileName(name, (folded) => taken.has(keyOf([...folders, folded])));
    taken.add(keyOf([...folders, unique]));
    return { name: unique, folders };
  });
}

/** As an archive names it. */
export function archivePathOf({ folders, name }: OfferedPath): string {
  return [...folders, name].join('/');
}

/** No cleaned name has a slash. */
function keyOf(parts: readonly string[]): string {
  return parts.map(foldFileName).join('/');
}

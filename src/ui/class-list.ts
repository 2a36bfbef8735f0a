// Joins whole class names; never builds one, or Tailwind would not find it.

/** The names that are there, parted by spaces. */
export function classList(...names: readonly (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}

// A module that gives away what a script of the page kept: how chunks import from code that is no module itself.

/** Code of a module that exports `names` of the script `id`, which has run. */
export function exportingModule(id: string, names: readonly string[]): string {
  const taken = names.map((name, index) => `${JSON.stringify(name)}:v${index}`).join(',');
  const given = names.map((name, index) => `v${index} as ${JSON.stringify(name)}`).join(',');
  return `const{${taken}}=globalThis.kithBoot.exportsOf(${JSON.stringify(id)});export{${given}};`;
}

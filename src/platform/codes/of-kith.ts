// Which codes are of Kith: links into the page, and texts with its scheme. What they say is read elsewhere.

const OF_KITH = /(?:#\/|kith:)[a-z]/i;

export function isCodeOfKith(text: string): boolean {
  return OF_KITH.test(text);
}

// What a message is made of once it has been read: everything here can be shown as it is, nothing here is markup.

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis' | 'struck'; readonly children: readonly Inline[] }
  | LinkNode;

export interface LinkNode {
  readonly kind: 'link';
  readonly href: string;
  /** Where it really leads. */
  readonly host: string;
  readonly children: readonly Inline[];
}

export type Block =
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly kind: 'heading'; readonly children: readonly Inline[] }
  | { readonly kind: 'quote'; readonly children: readonly Block[] }
  | {
      readonly kind: 'list';
      /** The first number; undefined for bullets. */
      readonly start: number | undefined;
      readonly items: readonly (readonly Block[])[];
    }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'rule' }
  | { readonly kind: 'table'; readonly head: TableRow; readonly rows: readonly TableRow[] };

export type TableRow = readonly (readonly Inline[])[];

/** All that is read of a tree, with spaces in place of what parts blocks; for one-line previews. */
export function plainTextOf(nodes: readonly (Block | Inline)[]): string {
  return nodes.map(textOf).join(' ').replaceAll(/\s+/g, ' ').trim();
}

function textOf(node: Block | Inline): string {
  switch (node.kind) {
    case 'text':
    case 'code':
      return node.text;
    case 'rule':
      return '';
    case 'list':
      return node.items.map(plainTextOf).join(' ');
    case 'table':
      return [node.head, ...node.rows].flat().map(inlineText).join(' ');
    case 'quote':
      return plainTextOf(node.children);
    default:
      return inlineText(node.children);
  }
}

function inlineText(nodes: readonly Inline[]): string {
  return nodes.map(textOf).join('');
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_LINKS } from '../../../../../src/features/chat/view/linked-text.ts';
import {
  plainTextOf,
  type Block,
  type Inline,
  type LinkNode,
} from '../../../../../src/features/chat/view/markdown/nodes.ts';
import { readMarkdown } from '../../../../../src/features/chat/view/markdown/read-markdown.ts';

/** Longest that a message may be. */
const LENGTH = 10_000;
/** Two frames on a slow phone would be 33 ms; this machine is shared by everything else that is tested. */
const BEARABLE_MS = 250;
const ATTEMPTS = 3;

type Node = Block | Inline;

function nodesIn(nodes: readonly Node[]): readonly Node[] {
  return nodes.flatMap((node): readonly Node[] => [node, ...nodesIn(childrenOf(node))]);
}

function childrenOf(node: Node): readonly Node[] {
  if ('children' in node) return node.children;
  if (node.kind === 'list') return node.items.flat();
  return node.kind === 'table' ? [node.head, ...node.rows].flat(2) : [];
}

function depthOf(node: Node): number {
  return 1 + Math.max(0, ...childrenOf(node).map(depthOf));
}

const links = (text: string) =>
  nodesIn(readMarkdown(text)).filter((node): node is LinkNode => node.kind === 'link');
const kinds = (text: string) => nodesIn(readMarkdown(text)).map(({ kind }) => kind);

/** The least of a few attempts: a collection or another process in between is not the reader's. */
function leastMsOf(work: () => unknown): number {
  return Math.min(
    ...Array.from({ length: ATTEMPTS }, () => {
      const startedAtMs = performance.now();
      work();
      return performance.now() - startedAtMs;
    }),
  );
}

describe('what people write', () => {
  it('reads emphasis, code, quotes, lists and tables', () => {
    expect(kinds('**a** _b_ ~~c~~ `d`')).toEqual([
      'paragraph',
      'strong',
      'text',
      'text',
      'emphasis',
      'text',
      'text',
      'struck',
      'text',
      'text',
      'code',
    ]);
    expect(kinds('> a')).toEqual(['quote', 'paragraph', 'text']);
    expect(kinds('- a\n- b')).toEqual(['list', 'paragraph', 'text', 'paragraph', 'text']);
    expect(kinds('|a|b|\n|-|-|\n|c|d|')).toEqual(['table', 'text', 'text', 'text', 'text']);
  });

  it('keeps the lines as they were typed', () => {
    expect(readMarkdown('one\ntwo')).toEqual([
      { kind: 'paragraph', children: [{ kind: 'text', text: 'one\ntwo' }] },
    ]);
  });

  it('keeps the number with which a list begins', () => {
    expect(readMarkdown('7. a')[0]).toMatchObject({ kind: 'list', start: 7 });
  });

  it('reads a block of code with its language, and nothing in it as markdown', () => {
    expect(readMarkdown('```TS\n**a** <b>\n```')).toEqual([
      { kind: 'code', language: 'ts', text: '**a** <b>' },
    ]);
  });

  it('finds bare addresses, also with underscores in them', () => {
    expect(links('see https://a.example/_x_/y_z.').map(({ href }) => href)).toEqual([
      'https://a.example/_x_/y_z',
    ]);
  });
});

describe('what is not believed', () => {
  const PAYLOADS = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<iframe srcdoc="<script>alert(1)</script>">',
    '&lt;script&gt; &#106;avascript: &colon;',
    '<style>*{display:none}</style>',
    '<!-- --> <![CDATA[x]]> <?php ?>',
  ];

  it.each(PAYLOADS)('shows %s as the text it is', (payload) => {
    expect(plainTextOf(readMarkdown(payload))).toBe(payload);
    expect(kinds(payload).filter((kind) => kind !== 'paragraph' && kind !== 'text')).toEqual([]);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    'javascript&colon;alert(1)',
    'data:text/html;base64,PHNjcmlwdD4=',
    'vbscript:x',
    'file:///etc/passwd',
    '//evil.example',
    '/settings',
    '#/r/abc',
  ])('makes no link of %s', (address) => {
    expect(links(`[click](${address}) <${address}> ![x](${address})`)).toEqual([]);
  });

  it('makes no link of an address that hides its host behind another', () => {
    const hidden = 'https://bank.example@evil.example/';
    expect(links(`${hidden} **${hidden}** [x](${hidden}) <${hidden}>`)).toEqual([]);
  });

  it('says where a link leads when its text says something else', () => {
    expect(links('[https://bank.example](https://evil.example/x)')[0]).toMatchObject({
      host: 'evil.example',
      href: 'https://evil.example/x',
    });
  });

  it('names a host of look-alike letters by its real name', () => {
    expect(links('https://аpple.example/')[0]?.host).toBe('xn--pple-43d.example');
  });

  it('makes a picture from elsewhere a link, and loads nothing', () => {
    expect(readMarkdown('![a view](https://a.example/x.png)')).toMatchObject([
      { children: [{ kind: 'link', host: 'a.example', children: [{ text: 'a view' }] }] },
    ]);
  });

  it('writes nothing into a mail but whom it goes to', () => {
    expect(links('[x](mailto:a@b.example?body=hello&cc=c@d.example)')[0]?.href).toBe('mailto:a@b.example');
  });

  it('stops after so many links, and keeps their text', () => {
    const text = 'https://a.example/ '.repeat(MAX_LINKS * 2);
    expect(links(text)).toHaveLength(MAX_LINKS);
    expect(plainTextOf(readMarkdown(text))).toBe(text.trim());
  });

  it('lets nobody hide text in a definition', () => {
    expect(plainTextOf(readMarkdown('[secret]: https://a.example "words"'))).toContain('secret');
  });
});

describe('what would hold the page up', () => {
  const HOSTILE: readonly (readonly [name: string, text: string])[] = [
    ['quotes 1,000 deep', '>'.repeat(1_000) + ' at the bottom'],
    ['quotes as deep as fit', '> '.repeat(LENGTH / 2 - 10) + ' at bottom'],
    ['lists inside each other', '- '.repeat(LENGTH / 2 - 10) + 'at bottom'],
    ['open brackets', '['.repeat(LENGTH)],
    ['open pictures', '!['.repeat(LENGTH / 2)],
    ['nested links', '[a]('.repeat(LENGTH / 4)],
    ['stars', '*'.repeat(LENGTH)],
    ['opened emphasis', '*a '.repeat(LENGTH / 3)],
    ['opened and closed emphasis', '*a **b '.repeat(700) + '** *'.repeat(700)],
    ['underscores', '_a__'.repeat(LENGTH / 4)],
    ['backticks of every length', Array.from({ length: 138 }, (_, i) => '`'.repeat(i)).join(' ')],
    ['open code', '```'.repeat(LENGTH / 3)],
    ['angle brackets', '<'.repeat(LENGTH)],
    ['autolinks', '<https://'.repeat(LENGTH / 9)],
    ['table columns', `${'|a'.repeat(2_000)}|\n${'|-'.repeat(2_000)}|\n`],
    ['table rows', `|a|b|\n|-|-|\n${'|c|d|\n'.repeat(1_500)}`],
    ['backslashes', '\\'.repeat(LENGTH)],
    ['an endless address', `https://a.example/${'a/'.repeat(4_900)}`],
    ['an endless punctuation', `https://a.example/${'.'.repeat(9_900)}x`],
    ['empty lines', '\n'.repeat(LENGTH)],
    ['headings', '# a\n'.repeat(LENGTH / 4)],
    ['zero width', '\u200B\u202E\u2066'.repeat(LENGTH / 3)],
  ];

  it.each(HOSTILE)('bears %s', (_name, text) => {
    const message = text.slice(0, LENGTH);
    const blocks = readMarkdown(message);
    expect(leastMsOf(() => readMarkdown(message))).toBeLessThan(BEARABLE_MS);
    expect(Math.max(0, ...blocks.map(depthOf))).toBeLessThan(50);
    // What cannot be borne as markdown is there as it was written; nothing is swallowed.
    if (message.includes('bottom')) expect(plainTextOf(blocks)).toContain('bottom');
  });

  it('reads anything at all without an error, and every link it makes is one of the web or of mail', () => {
    const seed = 20_261_120;
    const piece = fc.constantFrom(
      ...'*_`~[]()<>!#|>-+.:/\\&;@ \n\t'.split(''),
      'a',
      'https://a.example',
      'javascript:',
      'é',
      '🎉',
      '\u202E',
      '```',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 200 }), (pieces) => {
        for (const link of links(pieces.join(''))) {
          expect(link.href, `seed ${seed}`).toMatch(/^(?:https?:\/\/[^/@]+(?:\/|$)|mailto:)/);
        }
      }),
      { seed, numRuns: 500 },
    );
  });
});

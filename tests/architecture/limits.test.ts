// docs/LIMITS.md says what the code does: each figure that a row gives is the value of the constants it names.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

type Value = number | { readonly [name: string]: Value };

interface Row {
  readonly what: string;
  readonly limit: string;
  readonly named: readonly { readonly file: string; readonly name: string }[];
}

/** Everything that others can reach before a room says who they are. */
const OPEN_LAYERS = ['signaling', 'transport', 'secure', 'discovery', 'mesh'];
const BOUND = /^(?:export )?const (MAX_\w+|\w+_LIMIT|\w+_RATE)\b/gm;

/** What looks like a limit and is none of another's doing. */
const NEEDLESS: Readonly<Record<string, string>> = {
  'transport/envelope MAX_TIME_US': 'the width of the field',
  'transport/negotiation-message MAX_ROUND': 'the width of the field',
  'transport/negotiation-message MAX_NEGOTIATION_BYTES': 'follows from MAX_SDP_LENGTH',
  'transport/sibling-message MAX_NUMBER': 'the width of the field',
  'transport/sibling-message MAX_SIBLING_BYTES': 'follows from MAX_SDP_LENGTH',
  'transport/siblings MAX_NUMBER': 'the width of the field',
  'secure/sealed-box MAX_BOX_BYTES': 'follows from MAX_BOX_PLAINTEXT_BYTES',
  'signaling/meeting-letters MAX_STRAY_LETTERS': 'a group of base32',
  'signaling/packed-description MAX_MESSAGE_BYTES': 'what every description states',
  'discovery/election-state MAX_RETRY_MS': 'our own pace',
  'discovery/own-address MAX_RETRY_MS': 'our own pace',
  'discovery/meeting MAX_SPREAD_RANK': 'our own pace',
  'discovery/router-election MAX_FAILURES': 'our own pace',
  'mesh/dialer MAX_BACKOFF_MS': 'our own pace',
  'mesh/dialer MAX_REDIAL_BACKOFF_MS': 'our own pace',
  'mesh/outbox MAX_RETRY_MS': 'our own pace',
  'mesh/envelope MAX_ENVELOPED_BYTES': 'follows from MAX_PAYLOAD_BYTES',
  'mesh/envelope MAX_VERSION': 'the width of the field',
  'mesh/sequenced MAX_SEQUENCE': 'the width of the field',
  'mesh/membership-protocol MAX_LINK_COUNT': 'the width of the field',
  'mesh/membership-protocol MAX_MESSAGE_BYTES': 'follows from an entry and a card',
  'mesh/membership-protocol MAX_GOODBYE_BYTES': 'a type and nothing more',
  'mesh/protocol MAX_MESSAGE_BYTES': 'follows from MAX_KNOWN_PEERS_BYTES',
  'mesh/gossip/gossip-message MAX_MESSAGE_BYTES': 'follows from MAX_GOSSIP_PAYLOAD_BYTES',
  'mesh/relay/protocol MAX_MESSAGE_BYTES': 'follows from MAX_BOX_BYTES',
  'mesh/relay/relay-ways MAX_PART_BYTES': 'follows from MAX_RELAYED_BYTES',
  'mesh/score MAX_SCORE': 'merit, not cost',
  'mesh/topology MAX_LINKS': 'a mesh without a room above it, in tests and benches',
};

function boundsIn(layer: string): readonly string[] {
  const folder = join('src', layer);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  return files.flatMap((file) =>
    Array.from(
      readFileSync(join(folder, file), 'utf8').matchAll(BOUND),
      ([, name]) => `${layer}/${file.replaceAll('\\', '/').replace(/\.ts$/, '')} ${name}`,
    ),
  );
}

const document = readFileSync('docs/LIMITS.md', 'utf8');

/** Rows of all tables; the fourth column is `module` CONSTANT CONSTANT `module` CONSTANT. */
function readRows(): readonly Row[] {
  const lines = document.split('\n').filter((line) => /^\|(?! -| what )/.test(line));
  return lines.map((line) => {
    const [, what = '', limit = '', , constants = ''] = line.split('|').map((cell) => cell.trim());
    return { what, limit, named: readNames(constants) };
  });
}

function readNames(cell: string): Row['named'] {
  let file = '';
  return cell.split(/\s+/).flatMap((word) => {
    if (!word.startsWith('`')) return word === '' ? [] : [{ file, name: word }];
    file = fileOf(word.slice(1, -1));
    return [];
  });
}

function fileOf(name: string): string {
  const places = [`src/${name}.ts`, `src/${name}.tsx`, `${name}.ts`];
  return places.find((place) => existsSync(place)) ?? `no file for ${name}`;
}

const sources = new Map<string, ReadonlyMap<string, ts.Expression>>();

/** What constants of a module are made of; `rate` is that of its protocol. */
function expressionsIn(file: string): ReadonlyMap<string, ts.Expression> {
  const known = sources.get(file);
  if (known) return known;
  const found = new Map<string, ts.Expression>();
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    const isNamed = ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node);
    if (isNamed && node.initializer && ts.isIdentifier(node.name) && !found.has(node.name.text))
      found.set(node.name.text, node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(source);
  sources.set(file, found);
  return found;
}

/** Or what is wrong with the name. */
function readValue(file: string, name: string): Value | string {
  try {
    return valueOf(file, name);
  } catch (error) {
    return String(error);
  }
}

function valueOf(file: string, name: string): Value {
  const [first = '', ...path] = name.split('.');
  const expression = expressionsIn(file).get(first);
  if (!expression) throw new Error(`${file} has no ${name}`);
  return path.reduce<Value>((value, key) => partOf(value, key), evaluate(file, expression));
}

function partOf(value: Value, key: string): Value {
  const part = typeof value === 'number' ? undefined : value[key];
  if (part === undefined) throw new Error(`there is no ${key}`);
  return part;
}

function evaluate(file: string, node: ts.Expression): Value {
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isAsExpression(node) || ts.isParenthesizedExpression(node)) return evaluate(file, node.expression);
  if (ts.isIdentifier(node)) return valueOf(file, node.text);
  if (ts.isPrefixUnaryExpression(node)) return -numberOf(file, node.operand);
  if (ts.isBinaryExpression(node)) return calculate(file, node);
  if (ts.isCallExpression(node)) return evaluate(file, node.arguments[0] ?? node.expression);
  if (!ts.isObjectLiteralExpression(node)) throw new Error(`${file}: ${node.getText()} is no figure`);
  const fields = node.properties.flatMap((field) => (ts.isPropertyAssignment(field) ? [field] : []));
  return Object.fromEntries(
    fields.map(({ name, initializer }) => [name.getText(), evaluate(file, initializer)]),
  );
}

function numberOf(file: string, node: ts.Expression): number {
  const value = evaluate(file, node);
  if (typeof value !== 'number') throw new Error(`${file}: ${node.getText()} is no number`);
  return value;
}

function calculate(file: string, { left, operatorToken, right }: ts.BinaryExpression): number {
  const [a, b] = [numberOf(file, left), numberOf(file, right)];
  const results: Readonly<Record<string, number>> = {
    '+': a + b,
    '-': a - b,
    '*': a * b,
    '/': a / b,
    '**': a ** b,
  };
  return results[operatorToken.getText()] ?? Number.NaN;
}

/** Whether a row gives this value, in a unit of its kind. */
function isGiven(limit: string, name: string, value: Value): boolean {
  if (typeof value !== 'number')
    return Object.entries(value).every(([key, part]) =>
      isGiven(limit, key === 'perSecond' || key === 'burst' ? `${name}_${key}` : name, part),
    );
  const figures = new Set(
    Array.from(limit.matchAll(/-?\d[\d,]*(?:\.\d+)?/g), ([text]) => Number(text.replaceAll(',', ''))),
  );
  return unitsOf(name, value, limit).some((figure) => figures.has(figure));
}

function unitsOf(name: string, value: number, limit: string): readonly number[] {
  const inUnit = (unit: RegExp, size: number) => (unit.test(limit) ? [value / size] : []);
  if (/perSecond/.test(name) && value < 1) return [value, value * 60, Math.round(1 / value)];
  if (/(^|_)MS(_|$)/.test(name))
    return [
      ...inUnit(/\d ms\b/, 1),
      ...inUnit(/\bs\b/, 1_000),
      ...inUnit(/\bmin/, 60_000),
      ...inUnit(/\bh\b/, 3_600_000),
    ];
  return [value, ...inUnit(/KiB/, 1024), ...inUnit(/MiB/, 1024 ** 2)];
}

const rows = readRows();

describe('the limits', () => {
  it('are read from every table, and most rows name what they are made of', () => {
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.filter(({ named }) => named.length > 0).length).toBeGreaterThan(0.8 * rows.length);
    expect(rows.flatMap(({ named }) => named).length).toBeGreaterThan(180);
  });

  it('are the values of the constants that are named', () => {
    const wrong = rows.flatMap(({ what, limit, named }) =>
      named.flatMap(({ file, name }) => {
        const value = readValue(file, name);
        if (typeof value === 'string') return [`${what}: ${value}`];
        return isGiven(limit, name, value) ? [] : [`${what}: ${name} is ${JSON.stringify(value)}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('of the layers below rooms are all there', () => {
    const existing = OPEN_LAYERS.flatMap(boundsIn);
    const given = new Set(
      rows.flatMap(({ named }) =>
        named.map(({ file, name }) => `${file.replace(/^src\/|\.ts$/g, '')} ${name.split('.')[0]}`),
      ),
    );
    expect(existing.length).toBeGreaterThan(100);
    expect(existing.filter((each) => !given.has(each) && !(each in NEEDLESS))).toEqual([]);
    const stale = Object.keys(NEEDLESS).filter((each) => given.has(each) || !existing.includes(each));
    expect(stale).toEqual([]);
  });

  it('would be found wrong if they were', () => {
    expect(isGiven('64 KiB; 90 s', 'MAX_BYTES', 65_536)).toBe(true);
    expect(isGiven('64 KiB; 90 s', 'MAX_BYTES', 65_537)).toBe(false);
    expect(isGiven('64 KiB; 90 s', 'WAIT_MS', 90_000)).toBe(true);
    expect(isGiven('64 KiB; 90 s', 'WAIT_MS', 64_000 * 60)).toBe(false);
    expect(isGiven('one per 6 s, burst 8', 'LIMIT', { perSecond: 1 / 6, burst: 8 })).toBe(true);
    expect(isGiven('one per 6 s, burst 9', 'LIMIT', { perSecond: 1 / 6, burst: 8 })).toBe(false);
  });
});

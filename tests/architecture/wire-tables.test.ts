// The tables of messages in docs/PROTOCOL.md name the fields that the schemas have, and no others; labels quoted there
// are those of the code.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const PROTOCOL = readFileSync('docs/PROTOCOL.md', 'utf8');

/** Fields by message, of the schemas `names` in a file: of one record, or of each variant. */
function fieldsIn(file: string, names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const constants = new Map<string, ts.Expression>();
  for (const statement of source.statements.filter((each) => ts.isVariableStatement(each)))
    for (const { name, initializer } of statement.declarationList.declarations)
      if (initializer) constants.set(name.getText(), initializer);

  const resolved = (node: ts.Node | undefined): ts.Node | undefined =>
    node && ts.isIdentifier(node) ? constants.get(node.text) : node;
  const propertiesOf = (call: ts.Node | undefined): readonly ts.ObjectLiteralElementLike[] => {
    const given = call && ts.isCallExpression(call) ? resolved(call.arguments[0]) : undefined;
    return given && ts.isObjectLiteralExpression(given) ? given.properties : [];
  };
  const keysOf = (call: ts.Node | undefined) => propertiesOf(call).map(({ name }) => name?.getText() ?? '');

  const fieldsOf = (schema: string): readonly (readonly [string, readonly string[]])[] => {
    const call = constants.get(schema);
    const isRecord = call && ts.isCallExpression(call) && call.expression.getText() === 'record';
    if (isRecord) return [[schema.toLowerCase(), keysOf(call)]];
    const variants = propertiesOf(call).filter((each) => ts.isPropertyAssignment(each));
    return variants.map(({ name, initializer }) => [name.getText(), keysOf(initializer)]);
  };
  return new Map(names.flatMap(fieldsOf));
}

/** Of the rows under a heading, what stands between backticks after the name: fields. */
function rowsUnder(heading: string): ReadonlyMap<string, readonly string[]> {
  const [, section = ''] = PROTOCOL.split(`\n## ${heading}\n`);
  const rows = (section.split('\n## ')[0] ?? '').matchAll(/^\| (?:\d )?`(\w+)` +\|(.*)\|$/gm);
  return new Map(
    Array.from(rows, ([, name = '', cells = '']) => [
      name,
      Array.from(cells.matchAll(/`(\w+)`/g), ([, field = '']) => field),
    ]),
  );
}

const sorted = (fields: ReadonlyMap<string, readonly string[]>) =>
  Array.from(fields, ([name, keys]) => [name, keys.toSorted()] as const).sort(([a], [b]) => (a < b ? -1 : 1));

describe('the tables of the protocol', () => {
  it.each([
    ['Mesh', { 'src/mesh/protocol.ts': ['MESH_MESSAGE'] }],
    ['Relay', { 'src/mesh/relay/protocol.ts': ['WIRE_MESSAGE'] }],
    ['Gossip', { 'src/mesh/gossip/gossip-message.ts': ['GOSSIP_MESSAGE'] }],
    [
      'Membership',
      {
        'src/mesh/membership-protocol.ts': ['MEMBERS_MESSAGE'],
        'src/mesh/exchange-protocol.ts': ['EXCHANGE_MESSAGE', 'TOLD_MEMBER'],
      },
    ],
  ] as const)('name the fields of the messages: %s', (heading, schemas) => {
    const fields = new Map(
      Object.entries(schemas).flatMap(([file, names]) => Array.from(fieldsIn(file, names))),
    );
    expect(fields.size).toBeGreaterThan(1);
    expect(sorted(rowsUnder(heading))).toEqual(sorted(fields));
  });

  it('name the fields of the handshake', () => {
    const fields = fieldsIn('src/secure/protocol.ts', ['HELLO', 'PROOF', 'REFUSAL']);
    expect(sorted(rowsUnder('Handshake'))).toEqual(sorted(new Map([...fields, ['ready', []]])));
  });

  it('quote labels as the code has them', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.tsx?$/.test(file),
    );
    const code = files.map((file) => readFileSync(join('src', file), 'utf8')).join('\n');
    const quoted = Array.from(PROTOCOL.matchAll(/"(kith\/[a-z/-]+\/\d+)/g), ([, label = '']) => label);
    expect(quoted.length).toBeGreaterThan(20);
    expect(quoted.filter((label) => !new RegExp(`['\`]${label}[ '\`]`).test(code))).toEqual([]);
  });
});

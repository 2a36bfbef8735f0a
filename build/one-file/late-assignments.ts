// Which top-level variables of a module may change after it has been evaluated: those that a function assigns to. Whoever
// copied the value of such a variable would keep an old one.

/** A node of an ESTree, whose fields are looked at by name. */
interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Names declared around a place, innermost last; those of the module itself are not among them. */
type Scopes = readonly (readonly string[])[];

const FUNCTION = /Function/;
const BLOCK = /^(BlockStatement|StaticBlock|SwitchStatement|ForStatement|ForInStatement|ForOfStatement)$/;

/** Those of `names` that a function in `program` assigns to, unless it means a closer variable of that name. */
export function lateAssignments(program: unknown, names: ReadonlySet<string>): readonly string[] {
  const found = new Set<string>();
  function visit(node: Node, scopes: Scopes, isInFunction: boolean): void {
    for (const name of isInFunction ? assignedBy(node) : []) {
      if (names.has(name) && !scopes.some((scope) => scope.includes(name))) found.add(name);
    }
    const declared = declaredBy(node);
    const inner = declared.length > 0 ? [...scopes, declared] : scopes;
    for (const child of childrenOf(node)) visit(child, inner, isInFunction || FUNCTION.test(node.type));
  }
  if (isNode(program)) visit(program, [], false);
  return [...found];
}

function assignedBy(node: Node): readonly string[] {
  if (node.type === 'AssignmentExpression') return namesIn(node['left']);
  if (node.type === 'UpdateExpression') return namesIn(node['argument']);
  return /^For(In|Of)Statement$/.test(node.type) ? namesIn(node['left']) : [];
}

/** What `node` declares for what stands inside it. */
function declaredBy(node: Node): readonly string[] {
  if (FUNCTION.test(node.type)) {
    const ownName = node.type === 'FunctionExpression' ? namesIn(node['id']) : [];
    return [...ownName, ...nodesIn(node['params']).flatMap(namesIn), ...varsIn(node)];
  }
  if (node.type === 'CatchClause') return namesIn(node['param']);
  return BLOCK.test(node.type) ? blockNamesIn(node) : [];
}

/** `var` belongs to the whole function, wherever in it it stands. */
function varsIn(node: Node): readonly string[] {
  return childrenOf(node).flatMap((child) => {
    if (FUNCTION.test(child.type)) return [];
    return [...(isDeclaration(child, 'var') ? declaredNames(child) : []), ...varsIn(child)];
  });
}

function blockNamesIn(node: Node): readonly string[] {
  const statements = node.type === 'SwitchStatement' ? nodesIn(node['cases']).flatMap(childrenOf) : [];
  return [...statements, ...childrenOf(node)].flatMap((child) => {
    if (/^(Function|Class)Declaration$/.test(child.type)) return namesIn(child['id']);
    return isDeclaration(child, 'let', 'const') ? declaredNames(child) : [];
  });
}

function isDeclaration(node: Node, ...kinds: readonly string[]): boolean {
  return node.type === 'VariableDeclaration' && kinds.includes(String(node['kind']));
}

function declaredNames(declaration: Node): readonly string[] {
  return nodesIn(declaration['declarations']).flatMap((declarator) => namesIn(declarator['id']));
}

/** The variables that a pattern binds or assigns; members of objects are none. */
function namesIn(pattern: unknown): readonly string[] {
  if (!isNode(pattern)) return [];
  switch (pattern.type) {
    case 'Identifier':
      return [String(pattern['name'])];
    case 'ObjectPattern':
      return nodesIn(pattern['properties']).flatMap((each) => namesIn(each['value'] ?? each['argument']));
    case 'ArrayPattern':
      return nodesIn(pattern['elements']).flatMap(namesIn);
    case 'AssignmentPattern':
      return namesIn(pattern['left']);
    case 'RestElement':
      return namesIn(pattern['argument']);
    default:
      return [];
  }
}

function childrenOf(node: Node): readonly Node[] {
  return Object.values(node).flatMap((field) => (isNode(field) ? [field] : nodesIn(field)));
}

function nodesIn(field: unknown): readonly Node[] {
  return Array.isArray(field) ? field.filter(isNode) : [];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

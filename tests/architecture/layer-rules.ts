// The layer order as rules of dependency-cruiser.

import type { IForbiddenRuleType } from 'dependency-cruiser';
import { allowedImports, LAYERS, VENDOR_HOMES } from './layers.ts';

/** Rules for a tree whose layers are the folders of `root`, such as `src`. */
export function layerRules(root: string): IForbiddenRuleType[] {
  return [...LAYERS.map((layer) => downwardOnly(root, layer)), strangers(root), innerFiles(root), noCycles];
}

function downwardOnly(root: string, layer: string): IForbiddenRuleType {
  const allowed = [layer, ...allowedImports(layer)].join('|');
  return {
    name: `${layer}-imports-downward-only`,
    severity: 'error',
    from: { path: `^${root}/${layer}/` },
    to: { path: `^${root}/`, pathNot: `^${root}/(${allowed})/` },
  };
}

/** A feature never imports another feature; files beside the folders (but the list) are the contract they share. */
function strangers(root: string): IForbiddenRuleType {
  return {
    name: 'features-are-strangers',
    severity: 'error',
    from: { path: `^${root}/features/([^/]+)/` },
    to: {
      path: `^${root}/features/`,
      pathNot: [`^${root}/features/$1/`, `^${root}/features/(?!index\\.)[^/]+$`],
    },
  };
}

/** From outside, a feature is its index.ts. */
function innerFiles(root: string): IForbiddenRuleType {
  return {
    name: 'features-are-entered-by-their-index',
    severity: 'error',
    from: { path: `^${root}/(app/|features/index\\.ts$)` },
    to: { path: `^${root}/features/[^/]+/`, pathNot: `^${root}/features/[^/]+/index\\.ts$` },
  };
}

const noCycles: IForbiddenRuleType = {
  name: 'no-cycles',
  severity: 'error',
  from: {},
  to: { circular: true },
};

export function vendorRules(): IForbiddenRuleType[] {
  return Object.entries(VENDOR_HOMES).map(([name, home]) => ({
    name: `${name}-has-one-home`,
    severity: 'error',
    from: { path: '^src/', pathNot: home },
    to: { path: `^node_modules/${name}/` },
  }));
}

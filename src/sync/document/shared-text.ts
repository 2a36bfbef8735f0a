// A shared text: plain, edited by several at once without losing a letter of anybody's.

import * as Y from 'yjs';
import { formatBase64url, parseBase64url } from '../../primitives/base64url.ts';
import type { Delta, SharedText } from '../shared-docs.ts';
import { checkIndex } from './shared-list.ts';
import { observe, type Writing } from './writing.ts';

const MAX_ANCHOR_LENGTH = 120;

export function createSharedText(root: Y.Text, writing: Writing): SharedText {
  return {
    get length() {
      return root.length;
    },
    toString: () => root.toJSON(),
    insert(index, text) {
      checkIndex(index, root.length);
      if (text !== '') writing.change(() => root.insert(index, text.toWellFormed()));
    },
    delete(index, count) {
      checkIndex(index, root.length);
      checkIndex(count, root.length - index);
      if (count > 0) writing.change(() => root.delete(index, count));
    },
    applyDelta(delta) {
      const steps = checkDelta(delta, root.length);
      if (steps.length > 0) writing.change(() => root.applyDelta(Array.from(steps)));
    },
    observe: (listener) =>
      observe<Y.YTextEvent>(root, writing.log, ({ delta }, origin) =>
        listener(delta as Delta<string>, origin),
      ),
    anchor(index, stickTo = 'before') {
      checkIndex(index, root.length);
      const position = Y.createRelativePositionFromTypeIndex(root, index, stickTo === 'before' ? -1 : 0);
      return formatBase64url(new Uint8Array(Y.encodeRelativePosition(position)));
    },
    indexOf: (anchor) => indexOf(root, anchor),
  };
}

/** Somebody else's word: whatever is wrong with it, it is no place. */
function indexOf(root: Y.Text, anchor: string): number | undefined {
  const bytes = anchor.length <= MAX_ANCHOR_LENGTH ? parseBase64url(anchor) : undefined;
  if (!bytes || !root.doc) return undefined;
  try {
    const position = Y.decodeRelativePosition(bytes);
    // A root is named by an anchor only at its end; another name would become a root of this document.
    const isElsewhere = position.tname !== null && position.tname !== Y.findRootTypeKey(root);
    if (isElsewhere || position.type !== null) return undefined;
    const found = Y.createAbsolutePositionFromRelativePosition(position, root.doc);
    return found?.type === root ? found.index : undefined;
  } catch {
    return undefined;
  }
}

function checkDelta(delta: Delta<string>, length: number): Delta<string> {
  let position = 0;
  return delta.map((step) => {
    if ('insert' in step) return { insert: step.insert.toWellFormed() };
    const passed = 'retain' in step ? step.retain : step.delete;
    checkIndex(passed, length - position);
    position += passed;
    return step;
  });
}

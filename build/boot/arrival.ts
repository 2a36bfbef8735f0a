// When a block of the page has arrived: the parser may still be reading the page while the app already runs.

import { BLOCK_PREFIX, type Packing, type PackedBlock } from '../../src/platform/block-format.ts';
import { IncompleteCopy } from '../../src/platform/boot-api.ts';

/** The part of a document that arrival needs. */
export interface ArrivingPage {
  readonly isLoading: boolean;
  find(elementId: string): BlockElement | undefined;
  /** Calls `listener` whenever the page has grown, and when it has been read to its end; returns how to stop it. */
  onGrowth(listener: () => void): () => void;
}

export interface BlockElement {
  readonly text: string;
  /** Whether anything stands behind it, which the parser can only know once the element is complete. */
  readonly hasNext: boolean;
  readonly dataset: Readonly<Record<string, string | undefined>>;
}

export type BlockState = 'awaited' | 'whole' | 'incomplete';

/** A block whose end the page never reached, or whose text lost something on the way, is `incomplete`. */
export function blockState(element: BlockElement | undefined, isLoading: boolean): BlockState {
  if (isLoading && !element?.hasNext) return 'awaited';
  if (!element?.hasNext) return 'incomplete';
  const { length } = element.dataset;
  return length === undefined || Number(length) === element.text.length ? 'whole' : 'incomplete';
}

/** From 0 to 1. */
export function arrivedPart(page: ArrivingPage, id: string): number {
  const element = page.find(BLOCK_PREFIX + id);
  if (!element) return 0;
  if (element.hasNext) return 1;
  return Math.min(1, element.text.length / Number(element.dataset['length'] ?? Number.POSITIVE_INFINITY));
}

/** Resolves once the block is whole; rejects with {@link IncompleteCopy} or the signal's reason. */
export function readBlock(page: ArrivingPage, id: string, signal?: AbortSignal): Promise<PackedBlock> {
  return new Promise((resolve, reject) => {
    let stop = () => {};
    const settle = (finish: () => void) => {
      stop();
      signal?.removeEventListener('abort', look);
      finish();
      return true;
    };
    function look(): boolean {
      if (signal?.aborted) return settle(() => reject(signal.reason));
      const element = page.find(BLOCK_PREFIX + id);
      const state = blockState(element, page.isLoading);
      if (state === 'incomplete') return settle(() => reject(new IncompleteCopy(id)));
      return state === 'whole' && element ? settle(() => resolve(packedBlock(id, element))) : false;
    }
    if (look()) return;
    stop = page.onGrowth(look);
    signal?.addEventListener('abort', look);
  });
}

/** The chunks that a chunk imports statically, as the builder noted them. */
export function importsOf(page: ArrivingPage, id: string): readonly string[] {
  return page.find(BLOCK_PREFIX + id)?.dataset['imports']?.split(' ') ?? [];
}

function packedBlock(id: string, element: BlockElement): PackedBlock {
  const { packing, size } = element.dataset;
  return { id, packing: packing as Packing, text: element.text, sizeBytes: Number(size) };
}

/** The page this script stands in. */
export function pageOf(document: Document): ArrivingPage {
  return {
    get isLoading() {
      return document.readyState === 'loading';
    },
    find(elementId) {
      const element = document.getElementById(elementId);
      return element ? blockElement(element) : undefined;
    },
    onGrowth(listener) {
      const observer = new MutationObserver(listener);
      observer.observe(document.documentElement, { childList: true, subtree: true });
      document.addEventListener('DOMContentLoaded', listener);
      return () => {
        observer.disconnect();
        document.removeEventListener('DOMContentLoaded', listener);
      };
    },
  };
}

function blockElement(element: HTMLElement): BlockElement {
  return {
    get text() {
      return element.textContent;
    },
    hasNext: element.nextSibling !== null,
    dataset: element.dataset,
  };
}

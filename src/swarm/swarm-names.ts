// Every name of every swarm of a room: the key of its offer, and the beginning of its file's root.

import type { Bytes } from '../primitives/bytes.ts';
import { KEY_BYTES, keyText } from './protocol.ts';
import type { Swarm } from './swarm.ts';

/**
 * An offer's key is its author's. A root that was only said may be of another file: the first swarm keeps it until one has
 * leaves that fit it.
 */
const STRENGTHS = { said: 0, proven: 1, key: 2 } as const;

interface Named {
  readonly swarm: Swarm;
  readonly strength: number;
}

export class SwarmNames {
  readonly #named = new Map<string, Named>();

  get(name: string): Swarm | undefined {
    return this.#named.get(name)?.swarm;
  }

  ofRoot(root: Bytes): Swarm | undefined {
    return this.get(nameOf(root));
  }

  addKey(id: string, swarm: Swarm): void {
    this.#named.set(id, { swarm, strength: STRENGTHS.key });
  }

  /** The same content may be here already under another offer: the first keeps the name. */
  addRoot(root: Bytes, swarm: Swarm, how: 'said' | 'proven'): void {
    const name = nameOf(root);
    const known = this.#named.get(name);
    const strength = STRENGTHS[how];
    if (!known || known.strength < strength) this.#named.set(name, { swarm, strength });
  }

  remove(swarm: Swarm): void {
    for (const [name, named] of this.#named) if (named.swarm === swarm) this.#named.delete(name);
  }

  clear(): void {
    this.#named.clear();
  }
}

function nameOf(root: Bytes): string {
  return keyText(root.subarray(0, KEY_BYTES));
}

// What others said they hold of one document, and so who holds all of what is held here. Bounded: a statement is cut to
// what can be compared. Who lies about it is counted wrongly, and nothing else comes of it.

import type { PeerId } from '../../primitives/ids.ts';
import type { Replica } from '../document/replica.ts';
import { hasMore, type DocumentState } from './comparing.ts';

/** More than the links of the largest room; the one heard longest ago goes. */
const MAX_STATED = 32;
/** Clients of a statement that are not known here yet: what they wrote may be on its way. */
const MAX_UNKNOWN_CLIENTS = 256;

interface Statement {
  readonly state: DocumentState;
  /** The last version of the document here that was compared with it, and how that went. */
  compared: { readonly version: number; readonly isHeld: boolean };
}

export type HeldReplica = Pick<
  Replica,
  'version' | 'known' | 'knownClients' | 'knowsMoreThan' | 'deletions' | 'clientCount'
>;

export class Stated {
  readonly #replica: HeldReplica;
  readonly #byPeer = new Map<PeerId, Statement>();

  constructor(replica: HeldReplica) {
    this.#replica = replica;
  }

  /** Whether there is anything to hold. */
  get isEmpty(): boolean {
    return this.#replica.clientCount === 0;
  }

  tell(peer: PeerId, { clients, deletions }: DocumentState): void {
    let unknown = 0;
    const kept = new Map<number, number>();
    for (const [client, clock] of clients)
      if (this.#replica.known(client) > 0 || (unknown += 1) <= MAX_UNKNOWN_CLIENTS) kept.set(client, clock);
    this.#byPeer.delete(peer);
    const [oldest] = this.#byPeer.keys();
    if (this.#byPeer.size >= MAX_STATED && oldest !== undefined) this.#byPeer.delete(oldest);
    this.#byPeer.set(peer, {
      state: { clients: kept, deletions },
      compared: { version: -1, isHeld: false },
    });
  }

  forget(peer: PeerId): void {
    this.#byPeer.delete(peer);
  }

  /** Whether it holds everything that is held here, by what it said last. */
  isHeldBy(peer: PeerId): boolean {
    const statement = this.#byPeer.get(peer);
    if (!statement) return false;
    const { version } = this.#replica;
    if (statement.compared.version !== version)
      statement.compared = { version, isHeld: this.#covers(statement.state) };
    return statement.compared.isHeld;
  }

  /** What is here now came from `peer`, who held all that was here before: it holds that too. */
  addOwn(peer: PeerId): void {
    const statement = this.#byPeer.get(peer);
    if (statement) statement.compared = { version: this.#replica.version, isHeld: true };
  }

  #covers(theirs: DocumentState): boolean {
    // While people write this is asked about every letter, and mostly ends here.
    if (this.#replica.knowsMoreThan(theirs.clients)) return false;
    // Who wrote on knows of deletions that are not known here.
    return (
      hasMore(theirs.clients, this.#replica.knownClients()) || theirs.deletions === this.#replica.deletions()
    );
  }
}

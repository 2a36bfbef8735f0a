// What one swarm is made of, and what it tells.

import type { Bytes } from '../primitives/bytes.ts';
import type { PeerId } from '../primitives/ids.ts';
import type { FileShape } from './file-shape.ts';
import type { SwarmTools } from './swarm-port.ts';
import type { SwarmState } from './swarm-state.ts';

interface SwarmEvents {
  /** It is in another state. */
  onState(state: SwarmState): void;
  onSealed(root: Bytes): void;
}

export interface SwarmOptions {
  readonly tools: SwarmTools;
  readonly shape: FileShape;
  /** What this side calls it. */
  readonly key: Bytes;
  /** Undefined for this peer itself. */
  readonly offerer: PeerId | undefined;
  readonly events: SwarmEvents;
}

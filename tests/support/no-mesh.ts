// The figures of a mesh of nobody, for rooms that are made up.

import type { MeshSummary } from '../../src/mesh/overlay-ports.ts';

export const NO_MESH: MeshSummary = {
  shape: 'full',
  memberCount: 0,
  linkCount: 0,
  sentPerSecond: 0,
  receivedPerSecond: 0,
  queuedBytes: 0,
  droppedCount: 0,
  relayed: { sent: 0, delivered: 0, forwarded: 0, dropped: 0, unopened: 0 },
  lastError: undefined,
};

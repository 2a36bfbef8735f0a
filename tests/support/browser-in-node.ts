// Preloaded by processes of their own, which Vitest's setup files and resolving do not reach: the browser globals, and
// the build of PeerJS that a bundler takes; Node by itself would take the CommonJS build, whose names it cannot see.

import './webrtc-in-node.ts';
import { register } from 'node:module';

const RESOLVE_PEERJS = `export function resolve(name, context, next) {
  return next(name === 'peerjs' ? 'peerjs/dist/bundler.mjs' : name, context);
}`;
register(`data:text/javascript,${encodeURIComponent(RESOLVE_PEERJS)}`);

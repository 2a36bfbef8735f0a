// A PeerServer as a process of its own: the package cannot be stopped from inside (its timers go on), a process can.

import { startPeerServer } from './peer-server.ts';

const broker = await startPeerServer();
process.send?.(broker.address);
process.once('disconnect', () => process.exit());

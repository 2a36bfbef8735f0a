// The host as a process of its own: its broker shares no thread with what is measured, and the package inside it cannot
// be stopped (its timers go on), a process can.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHost } from '../../host/host.ts';

const stateFolder = mkdtempSync(join(tmpdir(), 'kith-bench-'));
const host = await startHost({ port: 0, stateFolder, quiet: true, environment: {} });
process.send?.(host.port);
process.once('disconnect', () => {
  rmSync(stateFolder, { recursive: true, force: true });
  process.exit();
});

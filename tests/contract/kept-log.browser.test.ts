// The device's own storage and the browser's own cryptography.

import { describe } from 'vitest';
import { openDeviceStore } from '../../src/platform/storage.ts';
import { describeKeptLog } from './kept-log-contract.ts';

let stores = 0;

describe('a kept log on the device', () =>
  describeKeptLog(async () => {
    const opened = await openDeviceStore(`kept-log-${(stores += 1)}`);
    if (!opened.ok) throw opened.error;
    return opened.value;
  }));

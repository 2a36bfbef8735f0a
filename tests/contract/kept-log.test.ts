import { describe } from 'vitest';
import { createMemoryStore } from '../../src/platform/storage.ts';
import { describeKeptLog } from './kept-log-contract.ts';

describe('a kept log in memory', () => describeKeptLog(async () => createMemoryStore()));

// The words beside a thread.

import { describe, expect, it } from 'vitest';
import { sayThread } from '../../../src/ui/thread-words.ts';

describe('sayThread', () => {
  it('says how quick a direct thread is', () => {
    expect(sayThread('en', { kind: 'direct', rttMs: 14 })).toBe('direct · 14 ms');
  });

  it('names the one person in between', () => {
    expect(sayThread('en', { kind: 'via', rttMs: 61, viaNames: ['Mei'] })).toBe('via Mei · 61 ms');
  });

  it('counts several people in between', () => {
    expect(sayThread('en', { kind: 'via', rttMs: 140, viaNames: ['Mei', 'Amara'] })).toBe(
      'via 2 people · 140 ms',
    );
  });

  it('gives no time for a thread that is not there', () => {
    expect(sayThread('en', { kind: 'reconnecting', rttMs: 20 })).toBe('reconnecting');
  });
});

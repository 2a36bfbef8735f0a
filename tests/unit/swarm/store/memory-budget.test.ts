import { describe, expect, it } from 'vitest';
import { openBlobSink } from '../../../../src/swarm/store/blob-sink.ts';
import {
  createMemoryBudget,
  DEFAULT_MEMORY_BUDGET_BYTES,
} from '../../../../src/swarm/store/memory-budget.ts';

describe('the memory that files may take', () => {
  it('is what the settings say, or the default', () => {
    expect(createMemoryBudget(5).limitBytes).toBe(5);
    expect(createMemoryBudget().limitBytes).toBe(DEFAULT_MEMORY_BUDGET_BYTES);
  });

  it('is taken up to the limit, and given back once', () => {
    const budget = createMemoryBudget(10);
    const share = budget.take(10);
    expect([share?.sizeBytes, budget.usedBytes]).toEqual([10, 10]);
    expect(budget.take(1)).toBeUndefined();
    expect(budget.take(0)).toBeDefined();
    share?.release();
    share?.release();
    expect(budget.usedBytes).toBe(0);
  });

  it('that becomes less takes nothing away, and refuses what comes', () => {
    const budget = createMemoryBudget(10);
    budget.take(6);
    budget.setLimit(5);
    expect([budget.usedBytes, budget.take(1)]).toEqual([6, undefined]);
    budget.setLimit(7);
    expect(budget.take(1)).toBeDefined();
  });

  it('tells whoever shows it of every change', () => {
    const budget = createMemoryBudget(10);
    const seen: string[] = [];
    const stop = budget.onChange(() => seen.push(`${budget.usedBytes}/${budget.limitBytes}`));
    budget.take(4)?.release();
    budget.setLimit(20);
    stop();
    budget.take(1);
    expect(seen).toEqual(['4/10', '0/10', '0/20']);
  });
});

describe('bytes gathered in memory', () => {
  it('are a whole once they are closed', async () => {
    const budget = createMemoryBudget(4);
    const sink = openBlobSink(budget, 4, 'application/zip');
    if (!sink.ok) throw new Error(sink.error.detail);
    const given = Uint8Array.of(1, 2);
    await sink.value.write(given);
    given.fill(9);
    await sink.value.write(Uint8Array.of(3, 4));
    expect(sink.value.blob()).toBeUndefined();
    await sink.value.close();
    const blob = sink.value.blob();
    expect([blob?.type, new Uint8Array((await blob?.arrayBuffer()) ?? [])]).toEqual([
      'application/zip',
      Uint8Array.of(1, 2, 3, 4),
    ]);
    expect(budget.usedBytes).toBe(4);
    sink.value.release();
    expect(budget.usedBytes).toBe(0);
  });

  it('are no more than was said, nor than there is room for', async () => {
    const budget = createMemoryBudget(4);
    expect(openBlobSink(budget, 5, '')).toMatchObject({ ok: false, error: { code: 'over-budget' } });
    const sink = openBlobSink(budget, 2, '');
    expect(sink.ok && (await sink.value.write(new Uint8Array(3)))).toMatchObject({
      ok: false,
      error: { code: 'full' },
    });
  });
});

// What the processes of pages hold in memory, as the system counts it: what several share is divided among them.

import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

const SPIN_MS = 400;
const KIB = 1024;
const MEGABYTE = 1e6;

declare const bench: { spin(ms: number): void };

/** The process that a page runs in: the one that is busy while the page is. */
export async function processOf(page: Page): Promise<number> {
  const before = new Map(renderers().map((pid) => [pid, usedTicks(pid)]));
  await page.evaluate((ms) => bench.spin(ms), SPIN_MS);
  const busiest = renderers()
    .map((pid) => ({ pid, ticks: usedTicks(pid) - (before.get(pid) ?? 0) }))
    .sort((a, b) => b.ticks - a.ticks)[0];
  if (!busiest) throw new Error('no process of a page');
  return busiest.pid;
}

/** Megabytes. */
export function heldMegabytes(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kibibytes = Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1]);
  return (kibibytes * KIB) / MEGABYTE;
}

function renderers(): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && commandOf(pid).includes('--type=renderer'));
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** In the system's clock ticks, of the page's programs. */
function usedTicks(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[11]);
  } catch {
    return 0;
  }
}

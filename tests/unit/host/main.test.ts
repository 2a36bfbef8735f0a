import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolders, removeFolder, type Folders } from './running-host.ts';

const ROOT = process.cwd();
const START_TIMEOUT_MS = 30_000;

interface Project extends Folders {
  /** Runs `host/main.ts` there. */
  readonly run: (args: readonly string[], environment?: Record<string, string>) => Run;
}

interface Run {
  readonly child: ChildProcessWithoutNullStreams;
  readonly output: () => string;
  readonly ended: Promise<{ readonly code: number | null; readonly lines: readonly string[] }>;
}

/** A copy of what the host is made of, beside a small page instead of the built one. */
async function withProject(use: (project: Project) => Promise<void>): Promise<void> {
  const folders = makeFolders();
  for (const part of ['host', 'src/primitives', 'package.json', 'tsconfig.base.json']) {
    mkdirSync(join(folders.root, part, '..'), { recursive: true });
    cpSync(join(ROOT, part), join(folders.root, part), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folders.root, 'node_modules'), 'junction');
  try {
    await use({ ...folders, run: (args, environment = {}) => start(folders.root, args, environment) });
  } finally {
    removeFolder(folders.root);
  }
}

function start(root: string, args: readonly string[], environment: Record<string, string>): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', 'host/main.ts', ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => chunks.push(text));
  }
  const output = () => chunks.join('');
  const ended = once(child, 'close').then(([code]) => ({
    code: code as number | null,
    lines: output().trimEnd().split('\n'),
  }));
  return { child, output, ended };
}

async function running({ output }: Run): Promise<void> {
  await expect.poll(output, { timeout: START_TIMEOUT_MS }).toContain('Ctrl-C ends it.');
}

describe('npm start', { timeout: START_TIMEOUT_MS + 10_000 }, () => {
  it('prints its addresses, answers, and ends with 0 on SIGTERM and on SIGINT', async () => {
    await withProject(async ({ run }) => {
      for (const signal of ['SIGTERM', 'SIGINT'] as const) {
        const started = run(['--port', '0']);
        await running(started);
        const [, local = ''] = /On this machine: +(http:\/\/localhost:\d+)/.exec(started.output()) ?? [];
        expect((await fetch(`${local}/health`)).status).toBe(200);
        const signalledAtMs = performance.now();
        started.child.kill(signal);
        expect((await started.ended).code).toBe(0);
        expect(performance.now() - signalledAtMs).toBeLessThan(2_000);
      }
    });
  });

  it.each([
    ['a bad --port', ['--port', 'http'], {}, /^--port must be a whole number/],
    ['a bad PORT', [], { PORT: '70000' }, /^PORT must be a whole number/],
    ['an unknown option', ['--prot', '1'], {}, /--prot/],
    ['a bad setting', [], { KITH_PUBLIC_URL: 'x' }, /^KITH_PUBLIC_URL must be/],
    ['a missing certificate', [], { KITH_CERT: 'a.pem', KITH_KEY: 'b.pem' }, /^KITH_CERT names a\.pem/],
    ['an address that is not this machine', ['--port', '0', '--host', '203.0.113.77'], {}, /203\.0\.113\.77/],
  ])('ends with 1 and one line for %s', async (_fault, args, environment, sentence) => {
    await withProject(async ({ run }) => {
      const { code, lines } = await run(args, environment).ended;
      expect([code, lines]).toEqual([1, [expect.stringMatching(sentence)]]);
    });
  });

  it('ends with 1 and one line for a port that is in use', async () => {
    const occupant = createServer().listen(0);
    await once(occupant, 'listening');
    const { port } = occupant.address() as { port: number };
    await withProject(async ({ run }) => {
      const { code, lines } = await run(['--port', String(port)]).ended;
      expect([code, lines]).toEqual([1, [`Port ${port} is in use by another program.`]]);
    });
    occupant.close();
  });

  it('ends with 1 and one line when the page is not built', async () => {
    await withProject(async ({ run, distFolder }) => {
      removeFolder(distFolder);
      const { code, lines } = await run([]).ended;
      expect([code, lines]).toEqual([1, [expect.stringMatching(/^The page is not built: .*npm run build$/)]]);
    });
  });

  it('explains itself for --help', async () => {
    await withProject(async ({ run }) => {
      const { code, lines } = await run(['--help']).ended;
      expect([code, lines.join('\n')]).toEqual([0, expect.stringContaining('--port NUMBER')]);
    });
  });
});

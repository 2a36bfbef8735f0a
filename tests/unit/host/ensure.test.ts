import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder, removeFolder } from './running-host.ts';

const LOCKED = { version: '1.0.0' };

/** Stands in for npm: writes down how it was called, then does what the test put into its environment. */
const FAKE_NPM = `
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
appendFileSync('calls.txt', process.argv.slice(2).join(' ') + '\\n');
if (process.env.FAKE_ERROR) {
  console.error(process.env.FAKE_ERROR);
  if (process.env.FAKE_PATIENCE) setInterval(() => undefined, 1_000);
  else process.exit(7);
  return;
}
mkdirSync('node_modules', { recursive: true });
mkdirSync('dist', { recursive: true });
mkdirSync('.kith', { recursive: true });
if (process.argv[2] === 'run') {
  writeFileSync('dist/index.html', 'page');
  writeFileSync('.kith/build.json', JSON.stringify({ sourceHash: 'hash-of-sources' }));
}
`;

let root = '';
beforeEach(() => {
  root = makeFolder();
  mkdirSync(join(root, 'scripts'));
  mkdirSync(join(root, 'build'));
  mkdirSync(join(root, 'fake'));
  cpSync('scripts/ensure.mjs', join(root, 'scripts/ensure.mjs'));
  writeFileSync(join(root, 'fake/npm-cli.cjs'), FAKE_NPM);
  writeFileSync(join(root, 'build/source-hash.mjs'), "export const sourceHash = () => 'hash-of-sources';\n");
  writeLockfile({ 'node_modules/left': LOCKED });
});
afterEach(() => removeFolder(root));

function writeLockfile(packages: Record<string, object>): void {
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...packages } }));
}

/** What npm leaves behind after somebody ran it by hand. */
function writeInstalled(packages: Record<string, object>): void {
  for (const path of Object.keys(packages)) {
    mkdirSync(join(root, path), { recursive: true });
    writeFileSync(join(root, path, 'package.json'), '{}');
  }
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
}

async function ensure(
  args: readonly string[] = [],
  environment: Record<string, string> = {},
): Promise<{ code: unknown; output: string; calls: readonly string[] }> {
  const nodeArguments = [
    ...args.filter((each) => each.startsWith('--import')),
    join(root, 'scripts/ensure.mjs'),
  ];
  const own = args.filter((each) => !each.startsWith('--import'));
  const child = spawn(process.execPath, [...nodeArguments, ...own], {
    // Not the project's folder: npm may be called from anywhere.
    cwd: join(root, 'fake'),
    env: { PATH: process.env['PATH'], npm_execpath: join(root, 'fake/npm-cli.cjs'), ...environment },
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => chunks.push(text));
  }
  const [code] = (await once(child, 'close')) as [unknown];
  const record = join(root, 'calls.txt');
  const calls = existsSync(record) ? readFileSync(record, 'utf8').trimEnd().split('\n') : [];
  return { code, output: chunks.join(''), calls };
}

describe('installing', () => {
  it('installs what is locked when nothing is there, and says so', async () => {
    const { code, output, calls } = await ensure();
    expect([code, calls]).toEqual([0, [expect.stringMatching(/^ci --include=dev/)]]);
    expect(output).toMatch(/Installing the locked dependencies.*done/s);
  });

  it('does and says nothing the second time', async () => {
    await ensure();
    const { code, output, calls } = await ensure();
    expect([code, output, calls.length]).toEqual([0, '', 1]);
  });

  it('installs again when the lockfile has changed', async () => {
    await ensure();
    writeLockfile({ 'node_modules/left': { version: '2.0.0' } });
    expect((await ensure()).calls).toHaveLength(2);
  });

  it('is content with what npm put in place by hand, when it is what is locked', async () => {
    writeInstalled({ 'node_modules/left': LOCKED });
    expect(await ensure()).toEqual({ code: 0, output: '', calls: [] });
  });

  it.each([
    ['another version', { 'node_modules/left': { version: '0.9.0' } }],
    ['a package too few', {}],
  ])('installs when what npm put in place has %s', async (_fault, packages) => {
    writeInstalled(packages);
    expect((await ensure()).calls).toHaveLength(1);
  });

  it('misses no optional package of another system', async () => {
    writeLockfile({ 'node_modules/left': LOCKED, 'node_modules/mac': { version: '1.0.0', optional: true } });
    writeInstalled({ 'node_modules/left': LOCKED });
    expect((await ensure()).calls).toEqual([]);
  });

  it('says in one sentence that the registry cannot be reached', async () => {
    const { code, output } = await ensure([], { FAKE_ERROR: 'npm error code ENOTFOUND\nnpm error network' });
    expect([code, output]).toEqual([1, expect.stringContaining('package registry cannot be reached')]);
    expect(output).not.toContain('npm error');
  });

  it('does not wait for npm to try everything again and again without a network', async () => {
    const FAKE_ERROR = 'npm http fetch GET https://registry/left attempt 3 failed with EAI_AGAIN';
    const { code, output } = await ensure([], { FAKE_ERROR, FAKE_PATIENCE: 'endless' });
    expect([code, output]).toEqual([1, expect.stringContaining('package registry cannot be reached')]);
  });

  it("shows the end of npm's own words for any other failure, and tries again next time", async () => {
    const { code, output } = await ensure([], {
      FAKE_ERROR: 'npm http fetch GET 200\nnpm error code EUSAGE',
    });
    expect([code, output]).toEqual([1, expect.stringContaining('exit code 7):\nnpm error code EUSAGE')]);
    expect((await ensure()).calls).toHaveLength(2);
  });
});

describe('building', () => {
  const build = 'run build';
  beforeEach(() => writeInstalled({ 'node_modules/left': LOCKED }));

  it('builds nothing unless asked to', async () => {
    expect((await ensure()).calls).toEqual([]);
  });

  it('builds when there is no page, and once', async () => {
    await ensure(['--build']);
    expect(await ensure(['--build'])).toEqual({ code: 0, output: '', calls: [build] });
  });

  it('builds when the sources have changed', async () => {
    await ensure(['--build']);
    writeFileSync(join(root, 'build/source-hash.mjs'), "export const sourceHash = () => 'another';\n");
    expect((await ensure(['--build'])).calls).toEqual([build, build]);
  });

  it('builds when the record is damaged', async () => {
    await ensure(['--build']);
    writeFileSync(join(root, '.kith/build.json'), '{');
    expect((await ensure(['--build'])).calls).toEqual([build, build]);
  });

  it('fails with the words of the build', async () => {
    const { code, output } = await ensure(['--build'], { FAKE_ERROR: 'src/x.ts: unexpected end' });
    expect([code, output]).toEqual([1, expect.stringContaining('src/x.ts: unexpected end')]);
  });
});

describe('the version of Node', () => {
  const pretend = (version: string) =>
    `--import=data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`;

  it.each(['18.20.4', '20.18.9', '21.7.3', '22.12.0', '23.11.1'])(
    'refuses %s in one line',
    async (version) => {
      const { code, output, calls } = await ensure([pretend(version)]);
      expect([code, output, calls]).toEqual([1, expect.stringMatching(/^Kith needs Node .*20\.19.*\n$/), []]);
      expect(output).toContain(version);
    },
  );

  it.each(['20.19.0', '22.13.0', '24.0.0', '30.1.0'])('accepts %s', async (version) => {
    writeInstalled({ 'node_modules/left': LOCKED });
    expect((await ensure([pretend(version)])).code).toBe(0);
  });
});

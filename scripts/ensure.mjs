// Runs before `npm start`, `npm test` and the like, on a fresh clone too, so it may use nothing but Node itself:
// installs the locked dependencies when they are missing or stale and, with --build, builds the page when it is.
// Says nothing and takes a fraction of a second when there is nothing to do.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const LOCKFILE = join(ROOT, 'package-lock.json');
const STAMP = join(ROOT, 'node_modules', '.kith-installed');
/** What npm itself writes down about the packages it has put in place. */
const INSTALLED_LOCKFILE = join(ROOT, 'node_modules', '.package-lock.json');
/** What Vite and Vitest run on: first minor version by major; the odd majors between are not kept up by anybody. */
const FIRST_MINORS = { 20: 19, 22: 13 };
const FIRST_MAJOR_OF_ALL = 24;
const OFFLINE =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED)\b/;
const PROGRESS_PERIOD_MS = 1_000;
/** Without a terminal to redraw, a line now and then is enough. */
const LOG_PROGRESS_PERIOD_MS = 15_000;
/** A weak network gets five tries at everything. */
const PATIENCE = ['--fetch-retries=4', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=8000'];
const FETCHED = /^npm http fetch GET 200/;
/** Without any network npm would try everything five times, for minutes; three failures before the first file say it. */
const GIVEN_UP = /^npm http fetch .* attempt [3-9] failed/;
/** Last lines of a failure that are worth showing: npm ends with its reason, the build begins with it. */
const MAX_INSTALL_LINES = 12;
const MAX_BUILD_LINES = 80;

try {
  requireNode();
  if (!isInstalled()) await install();
  if (process.argv.includes('--build') && !(await isBuilt())) await build();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major >= FIRST_MAJOR_OF_ALL || minor >= FIRST_MINORS[major]) return;
  throw new Error(
    `Kith needs Node 24 or newer, or 22.13, or 20.19; this is ${process.versions.node}. Get it from https://nodejs.org`,
  );
}

function isInstalled() {
  const wanted = wantedStamp();
  if (readText(STAMP) === wanted) return true;
  if (!holdsLockedVersions()) return false;
  writeFileSync(STAMP, wanted);
  return true;
}

/** Native packages differ by system, so a folder copied from another one is stale. */
function wantedStamp() {
  const hash = createHash('sha256').update(readFileSync(LOCKFILE)).digest('hex');
  return `${hash} ${process.platform} ${process.arch}\n`;
}

/** Whether somebody ran npm here by hand and it left exactly what the lockfile says: then nothing is to be done. */
function holdsLockedVersions() {
  const locked = readPackages(LOCKFILE);
  const installed = readPackages(INSTALLED_LOCKFILE);
  if (!locked || !installed) return false;
  return Object.entries(locked).every(([path, { version, optional }]) => {
    if (path === '' || (optional && !installed[path])) return true;
    return installed[path]?.version === version && existsSync(join(ROOT, path, 'package.json'));
  });
}

async function install() {
  const count = Object.keys(readPackages(LOCKFILE) ?? {}).length;
  const title = `Installing the locked dependencies (about ${count} packages)`;
  const quiet = ['--no-audit', '--no-fund', '--loglevel=http'];
  const result = await runNpm(['ci', '--include=dev', ...quiet, ...PATIENCE], title);
  if (result.code === 0) return writeFileSync(STAMP, wantedStamp());
  if (OFFLINE.test(result.lines.join('\n'))) {
    throw new Error(
      'The dependencies could not be downloaded: the package registry cannot be reached. Connect to the internet and run the same command again.',
    );
  }
  throw new Error(
    `The dependencies could not be installed (npm ci, exit code ${result.code}):\n${tailOf(result, MAX_INSTALL_LINES)}`,
  );
}

async function isBuilt() {
  if (!existsSync(join(ROOT, 'dist', 'index.html'))) return false;
  const { sourceHash } = await import(pathToFileURL(join(ROOT, 'build', 'source-hash.mjs')).href);
  return readJson(join(ROOT, '.kith', 'build.json'))?.sourceHash === sourceHash(ROOT);
}

async function build() {
  const result = await runNpm(['run', 'build'], 'Building the page');
  if (result.code !== 0) {
    throw new Error(
      `The page could not be built (npm run build, exit code ${result.code}):\n${tailOf(result, MAX_BUILD_LINES)}`,
    );
  }
}

/** Runs npm in the project, whatever folder it was called from, under a line that shows it is alive. */
async function runNpm(args, title) {
  const progress = showProgress(title);
  const [command, ...start] = npmCommand();
  const child = spawn(command, [...start, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Only a name without a path, on Windows, where it is a script.
    shell: process.platform === 'win32' && start.length === 0,
  });
  const lines = [];
  const onLine = (line) => {
    if (line.trim() !== '') lines.push(line);
    if (FETCHED.test(line)) progress.fetched += 1;
    if (GIVEN_UP.test(line) && progress.fetched === 0) child.kill();
  };
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', onLine);
  const code = await new Promise((done) => {
    child.on('error', (error) => {
      lines.push(error.message);
      done(1);
    });
    child.on('close', done);
  });
  progress.end(code === 0);
  return { code, lines };
}

function tailOf({ lines }, count) {
  const telling = lines.filter((line) => !line.startsWith('npm http'));
  return (telling.length > 0 ? telling : lines).slice(-count).join('\n');
}

/** npm as it was called, else the one beside this Node, else the one on the path. */
function npmCommand() {
  const beside = dirname(process.execPath);
  const scripts = [
    process.env.npm_execpath,
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const script = scripts.find((path) => path && /npm-cli\.[cm]?js$/.test(path) && existsSync(path));
  return script ? [process.execPath, script] : ['npm'];
}

function showProgress(title) {
  const startedAt = Date.now();
  const isTerminal = process.stdout.isTTY === true;
  const state = { fetched: 0, end };
  const describe = () => {
    const seconds = `${Math.round((Date.now() - startedAt) / 1_000)} s`;
    return state.fetched === 0 ? seconds : `${seconds}, ${state.fetched} files fetched`;
  };
  const draw = () => process.stdout.write(isTerminal ? `\r${title} … ${describe()} ` : `  ${describe()}\n`);
  process.stdout.write(isTerminal ? `${title} …` : `${title} …\n`);
  const timer = setInterval(draw, isTerminal ? PROGRESS_PERIOD_MS : LOG_PROGRESS_PERIOD_MS);
  function end(isDone) {
    clearInterval(timer);
    process.stdout.write(
      `${isTerminal ? '\r' : ''}${title}: ${isDone ? 'done' : 'failed'}, ${describe()}   \n`,
    );
  }
  return state;
}

function readPackages(path) {
  return readJson(path)?.packages;
}

function readJson(path) {
  try {
    return JSON.parse(readText(path) ?? '');
  } catch {
    return undefined;
  }
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

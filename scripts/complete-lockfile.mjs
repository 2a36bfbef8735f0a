/**
 * Adds the optional platform packages that a partial registry mirror left out of package-lock.json, so that
 * `npm ci` agrees with the lockfile everywhere and macOS and Windows get their native builds.
 * Run after changing dependencies: `node scripts/complete-lockfile.mjs`.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const PATH = 'package-lock.json';
const OS_NAMES = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'aix',
  'win32',
];
const CPU_NAMES = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'x64',
  'wasm32',
];

/** Reads os, cpu and libc out of names such as `@rolldown/binding-linux-x64-gnu`. */
function platformOf(name) {
  const words = name.replace('windows', 'win32').split(/[/\-.]/);
  const os = OS_NAMES.find((each) => words.includes(each)) ?? (words.includes('wasi') ? undefined : null);
  const cpu =
    CPU_NAMES.find((each) => words.includes(each)) ?? (words.includes('ppc64le') ? 'ppc64' : undefined);
  const libc = words.some((each) => each.startsWith('gnu'))
    ? 'glibc'
    : words.some((each) => each.startsWith('musl'))
      ? 'musl'
      : undefined;
  return {
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(os ? { os: [os] } : {}),
    ...(libc && os === 'linux' ? { libc: [libc] } : {}),
  };
}

const lock = JSON.parse(readFileSync(PATH, 'utf8'));
let added = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const hoisted = `node_modules/${name}`;
    if (
      !/^\d+\.\d+\.\d+[\w.-]*$/.test(range) ||
      lock.packages[hoisted] ||
      lock.packages[`${path}/${hoisted}`]
    )
      continue;
    lock.packages[hoisted] = {
      version: range,
      ...platformOf(name),
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
);
writeFileSync(PATH, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} optional packages added`);

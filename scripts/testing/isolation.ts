// Runs a command inside throw-away network, process and mount namespaces where the machine allows it (Linux, root):
// nothing leaves, nothing survives, no port clashes. Elsewhere the command runs as it is.

import { spawnSync } from 'node:child_process';

/** Loopback plus one Ethernet pair with a default route: what browsers need to gather candidates and use mDNS. */
const NETWORK = [
  'ip link set lo up',
  'ip link add kith0 type veth peer name kith1',
  'ip addr add 10.99.0.1/24 dev kith0',
  'ip link set kith0 up',
  'ip link set kith1 up',
  'ip route add default via 10.99.0.2 dev kith0',
  'mkdir -p /run/netns',
  'mount -t tmpfs tmpfs /run/netns',
].join(' && ');

const UNSHARE = ['--net', '--pid', '--mount', '--fork', '--kill-child', '--mount-proc'];

export function canIsolate(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || process.env['KITH_NO_ISOLATION'])
    return false;
  return spawnSync('unshare', [...UNSHARE, 'sh', '-c', NETWORK], { stdio: 'ignore' }).status === 0;
}

/** The command line that runs `command` isolated; `command` itself where that is not possible. */
export function isolated(command: readonly string[], isPossible: boolean): readonly string[] {
  return isPossible
    ? ['unshare', ...UNSHARE, 'sh', '-c', `${NETWORK} && exec "$@"`, 'sh', ...command]
    : command;
}

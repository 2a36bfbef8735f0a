// The addresses under which other devices can reach this machine, and which addresses are this machine itself.

import { BlockList, isIP, isIPv6 } from 'node:net';
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** Interfaces of containers, virtual machines and tunnels: seldom the network that a phone is in. */
const VIRTUAL = /^(docker|br-|veth|virbr|vboxnet|vmnet|vethernet|bridge|utun|tun|tap|zt|wg|tailscale|lxc)/i;

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');
const privateNetworks = new BlockList();
privateNetworks.addSubnet('10.0.0.0', 8, 'ipv4');
privateNetworks.addSubnet('172.16.0.0', 12, 'ipv4');
privateNetworks.addSubnet('192.168.0.0', 16, 'ipv4');
/** Only valid together with the name of an interface, which no link can carry. */
const linkLocal = new BlockList();
linkLocal.addSubnet('169.254.0.0', 16, 'ipv4');
linkLocal.addSubnet('fe80::', 10, 'ipv6');

/** Addresses other devices can use, the likeliest first: real before virtual, IPv4 before IPv6, private first. */
export function networkAddresses(interfaces: Interfaces = networkInterfaces()): readonly string[] {
  const found = Object.entries(interfaces).flatMap(([name, infos = []]) =>
    infos
      .filter(({ address, internal }) => !internal && !contains(linkLocal, address))
      .map(({ address }) => ({ address, rank: rankOf(name, address) })),
  );
  const addresses = found.toSorted((one, other) => one.rank - other.rank).map(({ address }) => address);
  return Array.from(new Set(addresses));
}

/** Whether an address is this machine talking to itself; also in the form `::ffff:127.0.0.1` of dual-stack sockets. */
export function isLoopback(address: string): boolean {
  return contains(loopback, address);
}

/** An address as it stands in a URL. */
export function formatUrlHost(address: string): string {
  return isIPv6(address) ? `[${address}]` : address;
}

function rankOf(interfaceName: string, address: string): number {
  const isVirtual = VIRTUAL.test(interfaceName);
  return (isVirtual ? 4 : 0) + (isIPv6(address) ? 2 : 0) + (contains(privateNetworks, address) ? 0 : 1);
}

function contains(list: BlockList, address: string): boolean {
  return isIP(address) !== 0 && list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

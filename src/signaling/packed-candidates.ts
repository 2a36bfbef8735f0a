// ICE candidates as a few bytes: type, address and port. What follows from them (foundation, priority) is computed
// anew; TCP candidates of browsers only dial, so they are of no use to another browser and stay out.

import { formatHex, parseHex } from '../primitives/bytes.ts';

export type PackedCandidateType = 'host' | 'srflx' | 'relay';

export interface PackedCandidate {
  readonly type: PackedCandidateType;
  /** `name`: the random name (a UUID) under which a browser hides a local address by mDNS. */
  readonly address: { readonly kind: 'ipv4' | 'ipv6' | 'name'; readonly bytes: Uint8Array };
  readonly port: number;
}

const TYPES: readonly PackedCandidateType[] = ['host', 'srflx', 'relay'];
const KINDS = ['ipv4', 'ipv6', 'name'] as const;
const ADDRESS_BYTES = { ipv4: 4, ipv6: 16, name: 16 } as const;
/** Type preferences of RFC 8445, section 5.1.2.2, as engines use them. */
const PREFERENCE: Readonly<Record<PackedCandidateType, number>> = { host: 126, srflx: 100, relay: 0 };
const HEAD_BYTES = 3;

const CANDIDATE =
  /^(?:a=)?candidate:\S{1,32} 1 udp \d{1,10} ([0-9A-Za-z.:-]{1,64}) (\d{1,5}) typ (host|srflx|relay)\b/i;
const NAME = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\.local$/i;

/** The candidate of an SDP line; undefined for what cannot be dialled from elsewhere, and for what is none. */
export function readCandidateLine(line: string): PackedCandidate | undefined {
  const [, host = '', digits = '', type = ''] = CANDIDATE.exec(line) ?? [];
  const address = readAddress(host);
  const candidate = address && {
    type: type.toLowerCase() as PackedCandidateType,
    address,
    port: Number(digits),
  };
  return candidate && isDialable(candidate) ? candidate : undefined;
}

/** An SDP line without its end; `index` orders candidates of one type. */
export function candidateLine({ type, address, port }: PackedCandidate, index: number): string {
  const priority = PREFERENCE[type] * 2 ** 24 + (65_535 - index) * 2 ** 8 + 255;
  const related = type === 'host' ? '' : ' raddr 0.0.0.0 rport 0';
  return `a=candidate:${index + 1} 1 udp ${priority} ${formatAddress(address)} ${port} typ ${type}${related}`;
}

export function packedCandidateBytes({ address }: PackedCandidate): number {
  return HEAD_BYTES + ADDRESS_BYTES[address.kind];
}

export function writeCandidate({ type, address, port }: PackedCandidate): Uint8Array {
  const head = (TYPES.indexOf(type) << 4) | KINDS.indexOf(address.kind);
  return Uint8Array.of(head, port >> 8, port & 0xff, ...address.bytes);
}

/** The candidate at `offset`, and where the next one begins; undefined for anything that {@link writeCandidate} does not write. */
export function readCandidate(
  bytes: Uint8Array,
  offset: number,
): { readonly candidate: PackedCandidate; readonly end: number } | undefined {
  const head = bytes[offset] ?? 0xff;
  const type = TYPES[head >> 4];
  const kind = KINDS[head & 0xf];
  if (!type || !kind) return undefined;
  const end = offset + HEAD_BYTES + ADDRESS_BYTES[kind];
  if (end > bytes.length) return undefined;
  const port = ((bytes[offset + 1] ?? 0) << 8) | (bytes[offset + 2] ?? 0);
  const candidate = { type, address: { kind, bytes: bytes.slice(offset + HEAD_BYTES, end) }, port };
  return isDialable(candidate) ? { candidate, end } : undefined;
}

/** Nobody is made to send to this machine itself, to a group, or to nowhere. */
function isDialable({ type, address: { kind, bytes }, port }: PackedCandidate): boolean {
  if (port < 1 || port > 65_535) return false;
  if (kind === 'name') return type === 'host';
  const [first = 0] = bytes;
  if (kind === 'ipv4') return first !== 0 && first !== 127 && first < 224;
  const isLowest = bytes.subarray(0, 15).every((byte) => byte === 0);
  const isMapped = bytes.subarray(0, 10).every((byte) => byte === 0);
  return !isLowest && !isMapped && first !== 0xff;
}

function readAddress(host: string): PackedCandidate['address'] | undefined {
  const name = NAME.exec(host);
  if (name) return addressOf('name', parseHex(name.slice(1).join('')));
  return host.includes(':') ? addressOf('ipv6', readIpv6(host)) : addressOf('ipv4', readIpv4(host));
}

function addressOf(
  kind: PackedCandidate['address']['kind'],
  bytes: Uint8Array | undefined,
): PackedCandidate['address'] | undefined {
  return bytes && { kind, bytes };
}

function readIpv4(host: string): Uint8Array | undefined {
  const parts = host.split('.');
  const isIpv4 = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
  return isIpv4 ? Uint8Array.from(parts, Number) : undefined;
}

/** RFC 4291 text; without a zone, and without an IPv4 tail, which no engine writes. */
function readIpv6(host: string): Uint8Array | undefined {
  const [head = '', tail, ...more] = host.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const missing = 8 - before.length - after.length;
  if (more.length > 0 || (tail === undefined ? missing !== 0 : missing < 1)) return undefined;
  const all = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return parseHex(all.map((group) => group.padStart(4, '0')).join(''));
}

function formatAddress({ kind, bytes }: PackedCandidate['address']): string {
  if (kind === 'ipv4') return Array.from(bytes).join('.');
  const hex = formatHex(bytes);
  if (kind === 'ipv6')
    return (
      hex
        .match(/.{4}/g)
        ?.map((group) => Number.parseInt(group, 16).toString(16))
        .join(':') ?? ''
    );
  const cuts = [0, 8, 12, 16, 20, 32];
  return `${cuts
    .slice(1)
    .map((end, i) => hex.slice(cuts[i], end))
    .join('-')}.local`;
}

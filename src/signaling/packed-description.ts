// A session description for data alone as about 100 bytes, and back (PROTOCOL [O1]). What every engine writes the same
// way is left out; what comes back is one description that all of them take. Nothing of the other side's text gets in.

import { concatBytes, formatHex, parseHex, type Bytes } from '../primitives/bytes.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import {
  candidateLine,
  packedCandidateBytes,
  readCandidate,
  readCandidateLine,
  writeCandidate,
  type PackedCandidate,
} from './packed-candidates.ts';
import { packCredentials, unpackCredentials, type IceCredentials } from './packed-credentials.ts';
import { MAX_SDP_LENGTH } from './signaler.ts';

/**
 * Why a description cannot be packed. `no-candidates`: this device is on no network that others could reach it by.
 * `unsupported`: it says something that has no place in a packed one.
 */
export type PackError = { readonly code: 'no-candidates' | 'unsupported'; readonly detail: string };

export interface PackedDescription {
  readonly type: 'offer' | 'answer';
  readonly credentials: IceCredentials;
  /** SHA-256 of the certificate, 32 bytes. */
  readonly fingerprint: Bytes;
  readonly candidates: readonly PackedCandidate[];
}

/** So that an invitation with its secret stays below 200 letters: two local names, one public address, one relay. */
export const MAX_CANDIDATES_BYTES = 52;
const MAX_CANDIDATES = 7;
const FINGERPRINT_BYTES = 32;
/** What PROTOCOL [L6] has every description state. */
const MAX_MESSAGE_BYTES = 262_144;
/** Once there are candidates some engines state the port of one of them. */
const DATA_SECTION = /^application \d{1,5} UDP\/DTLS\/SCTP webrtc-datachannel$/;
const FINGERPRINT = /^sha-256 ((?:[0-9a-f]{2}:){31}[0-9a-f]{2})$/i;

/** Reads what the own engine wrote, with its candidates in it. */
export function packDescription(sdp: string): Result<PackedDescription, PackError> {
  if (sdp.length > MAX_SDP_LENGTH) return unsupported('too long');
  const lines = sdp.split(/\r?\n/);
  const sections = valuesOf(lines, 'm=');
  if (sections.length !== 1 || !DATA_SECTION.test(sections[0] ?? '')) return unsupported('more than data');
  const only = (name: string) => onlyValue(lines, `a=${name}:`);
  if (only('mid') !== '0' || only('sctp-port') !== '5000') return unsupported('another mid or port');
  const type = typeOf(only('setup'));
  if (!type) return unsupported('another setup');
  const credentials = { ufrag: only('ice-ufrag') ?? '', pwd: only('ice-pwd') ?? '' };
  const fingerprint = readFingerprint(only('fingerprint') ?? '');
  if (!packCredentials(credentials) || !fingerprint) return unsupported('other credentials');
  const candidates = chooseCandidates(valuesOf(lines, 'a=candidate:'));
  if (candidates.length === 0) return err({ code: 'no-candidates', detail: 'on no network' });
  return ok({ type, credentials, fingerprint, candidates });
}

/**
 * The description as any engine takes it. The inviter begins DTLS, whatever its engine offered: whoever answers has to
 * wait for a person to carry the answer back, and an engine that has begun gives up after minutes.
 */
export function unpackDescription({ type, credentials, fingerprint, candidates }: PackedDescription): string {
  const print = formatHex(fingerprint).toUpperCase().match(/../g)?.join(':') ?? '';
  return [
    'v=0',
    'o=- 1 2 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=group:BUNDLE 0',
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'c=IN IP4 0.0.0.0',
    ...candidates.map(candidateLine),
    `a=ice-ufrag:${credentials.ufrag}`,
    `a=ice-pwd:${credentials.pwd}`,
    'a=ice-options:trickle',
    `a=fingerprint:sha-256 ${print}`,
    `a=setup:${type === 'offer' ? 'active' : 'passive'}`,
    'a=mid:0',
    'a=sctp-port:5000',
    `a=max-message-size:${MAX_MESSAGE_BYTES}`,
    '',
  ].join('\r\n');
}

/** First byte: a bit for the type (1: answer), three for the coding of the credentials, four for the candidates' number. */
export function encodeDescription(description: PackedDescription): Bytes {
  const { type, fingerprint, candidates } = description;
  const coded = packCredentials(description.credentials);
  if (!coded) throw new RangeError('no credentials of ICE');
  const head = ((type === 'answer' ? 1 : 0) << 7) | (coded.coding << 4) | candidates.length;
  return concatBytes(Uint8Array.of(head), coded.bytes, fingerprint, ...candidates.map(writeCandidate));
}

/** Undefined for anything that {@link encodeDescription} does not write; all of `bytes` is read. */
export function decodeDescription(bytes: Uint8Array): PackedDescription | undefined {
  const [head = 0] = bytes;
  const read = unpackCredentials(bytes, 1, (head >> 4) & 0b111);
  if (!read) return undefined;
  const fingerprint = bytes.slice(read.end, read.end + FINGERPRINT_BYTES);
  if (fingerprint.length !== FINGERPRINT_BYTES) return undefined;
  const candidates = decodeCandidates(bytes.subarray(read.end + FINGERPRINT_BYTES), head & 0xf);
  if (!candidates) return undefined;
  return {
    type: head >> 7 === 1 ? 'answer' : 'offer',
    credentials: read.credentials,
    fingerprint: new Uint8Array(fingerprint),
    candidates,
  };
}

function decodeCandidates(bytes: Uint8Array, count: number): readonly PackedCandidate[] | undefined {
  if (count < 1 || count > MAX_CANDIDATES || bytes.length > MAX_CANDIDATES_BYTES) return undefined;
  const candidates: PackedCandidate[] = [];
  let offset = 0;
  while (candidates.length < count) {
    const read = readCandidate(bytes, offset);
    if (!read) return undefined;
    candidates.push(read.candidate);
    offset = read.end;
  }
  return offset === bytes.length ? candidates : undefined;
}

/**
 * One way of each type before a second of any, else a relay had no place beside addresses of both families; then the
 * other family; IPv4 first, as it is shorter. The ways of a kind often work or fail together.
 */
function chooseCandidates(values: readonly string[]): readonly PackedCandidate[] {
  const isLong = ({ address }: PackedCandidate) => Number(address.kind !== 'ipv4');
  const found = values
    .flatMap((value) => readCandidateLine(`candidate:${value}`) ?? [])
    .toSorted((a, b) => isLong(a) - isLong(b));
  const isSix = ({ address }: PackedCandidate) => address.kind === 'ipv6';
  const rankOf = (candidate: PackedCandidate, index: number) => {
    const ofType = found.slice(0, index).filter(({ type }) => type === candidate.type);
    const alike = ofType.filter((each) => isSix(each) === isSix(candidate)).length;
    return 2 * alike + Number(ofType.length > 0);
  };
  const ranked = found.map((candidate, index) => ({ candidate, rank: rankOf(candidate, index) }));
  let room = MAX_CANDIDATES_BYTES;
  const chosen: PackedCandidate[] = [];
  for (const { candidate } of ranked.toSorted((a, b) => a.rank - b.rank)) {
    const size = packedCandidateBytes(candidate);
    if (size > room || chosen.length === MAX_CANDIDATES) continue;
    room -= size;
    chosen.push(candidate);
  }
  return chosen;
}

function valuesOf(lines: readonly string[], start: string): readonly string[] {
  return lines.filter((line) => line.startsWith(start)).map((line) => line.slice(start.length));
}

/** Undefined when it is missing, or when there are several different ones. */
function onlyValue(lines: readonly string[], start: string): string | undefined {
  const values = new Set(valuesOf(lines, start));
  return values.size === 1 ? Array.from(values)[0] : undefined;
}

function typeOf(setup: string | undefined): PackedDescription['type'] | undefined {
  if (setup === 'actpass') return 'offer';
  return setup === 'active' || setup === 'passive' ? 'answer' : undefined;
}

function readFingerprint(value: string): Bytes | undefined {
  const [, hex = ''] = FINGERPRINT.exec(value) ?? [];
  return hex === '' ? undefined : parseHex(hex.replaceAll(':', ''));
}

function unsupported(detail: string): Result<never, PackError> {
  return err({ code: 'unsupported', detail });
}

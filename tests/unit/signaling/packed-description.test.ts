import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { candidateLine, readCandidateLine } from '../../../src/signaling/packed-candidates.ts';
import { packCredentials, unpackCredentials } from '../../../src/signaling/packed-credentials.ts';
import {
  decodeDescription,
  encodeDescription,
  packDescription,
  unpackDescription,
  type PackedDescription,
} from '../../../src/signaling/packed-description.ts';
import { anyDescription, readRecorded, RECORDED } from '../../support/packed-descriptions.ts';

function packed(sdp: string): PackedDescription {
  const result = packDescription(sdp);
  if (!result.ok) throw new Error(result.error.detail);
  return result.value;
}

/** `address port typ type` of what can be dialled by UDP. */
function waysIn(sdp: string): readonly string[] {
  return Array.from(sdp.matchAll(/^a=candidate:\S+ 1 udp \d+ (\S+ \d+ typ \w+)/gim), ([, way = '']) =>
    // As it is written at full length.
    way.replace(/^2001:db8:([^:]+)::(\w+)/, '2001:db8:$1:0:0:0:0:$2'),
  );
}

/** Host, public and relayed, once each; addresses of the own network in both families. */
function kindsOf(ways: readonly string[]): ReadonlySet<string> {
  const isSix = (way: string) => way.includes(':');
  return new Set(
    ways.map((way) => `${way.split(' ').at(-1)}${way.endsWith('host') && isSix(way) ? ' by IPv6' : ''}`),
  );
}

describe('[O1] what engines wrote', () => {
  test.each(RECORDED)('%s comes back from its bytes with all that a link needs', (name) => {
    const sdp = readRecorded(name);
    const description = packed(sdp);
    const again = decodeDescription(encodeDescription(description));
    expect(again).toEqual(description);
    const unpacked = unpackDescription(description);
    for (const field of ['ice-ufrag', 'ice-pwd', 'fingerprint', 'mid', 'sctp-port']) {
      const [line = 'missing'] = new RegExp(`^a=${field}:[^\\r]*`, 'm').exec(sdp) ?? [];
      expect(unpacked).toContain(`\r\n${line}\r\n`);
    }
    expect(unpacked).toContain('a=max-message-size:262144');
    // Whoever answers waits, and the inviter begins.
    expect(unpacked).toContain(name.endsWith('offer') ? 'a=setup:active' : 'a=setup:passive');
    expect(description.type).toBe(name.endsWith('offer') ? 'offer' : 'answer');
    const [ways, all] = [waysIn(unpacked), waysIn(sdp)];
    expect(ways.filter((way) => !all.includes(way))).toEqual([]);
    expect(kindsOf(ways)).toEqual(kindsOf(all));
  });

  test.each(RECORDED)('%s takes at most 110 bytes', (name) => {
    expect(encodeDescription(packed(readRecorded(name))).length).toBeLessThanOrEqual(110);
  });
});

test('[O1] in whatever order an engine names its ways, one of each type comes along, and the same bytes come of what comes back', () => {
  const given = fc.record({
    name: fc.constantFrom(...RECORDED),
    order: fc.array(fc.nat(), { minLength: 16, maxLength: 16 }),
    lineEnd: fc.constantFrom('\r\n', '\n'),
  });
  fc.assert(
    fc.property(given, ({ name, order, lineEnd }) => {
      const lines = readRecorded(name).split(/\r?\n/);
      const isWay = (line: string) => line.startsWith('a=candidate:');
      const ways = lines
        .filter(isWay)
        .map((line, index) => ({ line, rank: order[index] ?? 0 }))
        .toSorted((a, b) => a.rank - b.rank);
      const shuffled = lines.map((line) => (isWay(line) ? (ways.shift()?.line ?? '') : line)).join(lineEnd);
      const bytes = encodeDescription(packed(shuffled));
      const unpacked = unpackDescription(decodeDescription(bytes)!);
      const types = (text: string) => new Set(waysIn(text).map((way) => way.split(' ').at(-1)));
      expect(types(unpacked)).toEqual(types(shuffled));
      const own = unpacked.replace('a=setup:active', 'a=setup:actpass');
      expect(encodeDescription(packed(own))).toEqual(bytes);
    }),
  );
});

test('[O1] any description comes back the same, from its bytes and through its text', () => {
  fc.assert(
    fc.property(anyDescription, (description) => {
      expect(decodeDescription(encodeDescription(description))).toEqual(description);
      const own = unpackDescription(description).replace('a=setup:active', 'a=setup:actpass');
      const again = packed(own);
      expect({ ...again, candidates: description.candidates }).toEqual(description);
      expect(new Set(again.candidates.map((each) => candidateLine(each, 0)))).toEqual(
        new Set(description.candidates.map((each) => candidateLine(each, 0))),
      );
    }),
  );
});

test('[O1] whatever bytes come, no line of a description but the known ones is written', () => {
  const KNOWN =
    /^(?:v=0|o=- 1 2 IN IP4 127\.0\.0\.1|s=-|t=0 0|a=group:BUNDLE 0|m=application 9 UDP\/DTLS\/SCTP webrtc-datachannel|c=IN IP4 0\.0\.0\.0|a=candidate:[1-7] 1 udp \d+ [0-9a-f.:-]+(?:\.local)? \d+ typ (?:host|srflx raddr 0\.0\.0\.0 rport 0|relay raddr 0\.0\.0\.0 rport 0)|a=ice-ufrag:[A-Za-z0-9+/]{4,32}|a=ice-pwd:[A-Za-z0-9+/]{22,32}|a=ice-options:trickle|a=fingerprint:sha-256 [0-9A-F:]{95}|a=setup:(?:active|passive)|a=mid:0|a=sctp-port:5000|a=max-message-size:262144|)$/;
  let accepted = 0;
  const mangled = fc
    .tuple(anyDescription, fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 6 }))
    .map(([description, changes]) => {
      const bytes = encodeDescription(description);
      for (const [at, value] of changes) bytes[at % bytes.length] = value;
      return bytes;
    });
  fc.assert(
    fc.property(mangled, (bytes) => {
      const decoded = decodeDescription(bytes);
      if (!decoded) return;
      accepted += 1;
      expect(encodeDescription(decoded)).toEqual(bytes);
      for (const line of unpackDescription(decoded).split('\r\n')) expect(line).toMatch(KNOWN);
    }),
    { numRuns: 1_000 },
  );
  expect(accepted).toBeGreaterThan(0);
});

describe('[O1] what cannot be packed is said', () => {
  const sdp = readRecorded('chromium-offer');
  test.each([
    ['a call', `${sdp}m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n`, 'unsupported'],
    ['another name of the section', sdp.replace('a=mid:0', 'a=mid:data'), 'unsupported'],
    ['two certificates', sdp.replace(/(a=fingerprint:sha-256 )(..)/, '$1$2$&'), 'unsupported'],
    ['another hash', sdp.replace('sha-256', 'sha-1'), 'unsupported'],
    ['a password with a line in it', sdp.replace(/a=ice-pwd:..../, 'a=ice-pwd:a b\\n'), 'unsupported'],
    ['too long', sdp.padEnd(20_000, ' '), 'unsupported'],
    ['no network', sdp.replaceAll(/a=candidate.*\r\n/g, ''), 'no-candidates'],
    ['TCP alone', sdp.replaceAll(' udp ', ' tcp '), 'no-candidates'],
  ])('%s', (_, text, code) => {
    expect(packDescription(text)).toMatchObject({ ok: false, error: { code } });
  });
});

test('[O1] of many ways the first of each type is taken, then of each family', () => {
  const line = (address: string, type: string) =>
    `a=candidate:1 1 udp 1 ${address} 1000 typ ${type}${type === 'host' ? '' : ' raddr 0.0.0.0 rport 0'}\r\n`;
  const hosts = Array.from({ length: 9 }, (_, index) => line(`10.0.0.${index + 1}`, 'host'));
  const more = [line('2001:db8::1', 'host'), line('198.51.100.1', 'srflx'), line('192.0.2.9', 'relay')];
  const sdp = readRecorded('chromium-offer').replace(/(?:a=candidate.*\r\n)+/, [...hosts, ...more].join(''));
  const ways = packed(sdp).candidates.map(({ type, address }) => `${type} ${address.kind}`);
  expect(ways).toEqual(['host ipv4', 'srflx ipv4', 'relay ipv4', 'host ipv6', 'host ipv4']);
});

describe('[O1] a candidate', () => {
  test.each([
    'candidate:1 1 udp 1 127.0.0.1 1000 typ host',
    'candidate:1 1 udp 1 0.0.0.0 1000 typ host',
    'candidate:1 1 udp 1 239.1.2.3 1000 typ host',
    'candidate:1 1 udp 1 255.255.255.255 1000 typ host',
    'candidate:1 1 udp 1 ::1 1000 typ host',
    'candidate:1 1 udp 1 ::ffff:7f00:1 1000 typ host',
    'candidate:1 1 udp 1 ff02::1 1000 typ host',
    'candidate:1 1 udp 1 fe80::1%eth0 1000 typ host',
    'candidate:1 1 udp 1 10.0.0.1 0 typ host',
    'candidate:1 1 udp 1 10.0.0.1 65536 typ host',
    'candidate:1 1 udp 1 10.0.0.256 1000 typ host',
    'candidate:1 2 udp 1 10.0.0.1 1000 typ host',
    'candidate:1 1 udp 1 example.org 1000 typ host',
    'candidate:1 1 udp 1 10.0.0.1 1000 typ prflx',
    'candidate:1 1 udp 1 1::2::3 1000 typ host',
    'nothing',
  ])('is refused: %s', (line) => {
    expect(readCandidateLine(line)).toBeUndefined();
  });

  test('of either address family is read and written', () => {
    const text = (line: string) => candidateLine(readCandidateLine(line)!, 0).split(' ')[4];
    expect(text('a=candidate:1 1 UDP 5 10.1.2.3 9 typ host')).toBe('10.1.2.3');
    expect(text('candidate:1 1 udp 5 2001:db8::8a2e:370:7334 9 typ srflx raddr :: rport 0')).toBe(
      '2001:db8:0:0:0:8a2e:370:7334',
    );
  });
});

test('[O1] credentials of an unknown engine are spelled, and nothing else is', () => {
  const own = { ufrag: 'abcde', pwd: 'abcdefghijklmnopqrstuv' };
  const coded = packCredentials(own)!;
  expect(unpackCredentials(coded.bytes, 0, coded.coding)).toEqual({
    credentials: own,
    end: coded.bytes.length,
  });
  expect(packCredentials({ ...own, ufrag: 'ab\r\n' })).toBeUndefined();
  expect(packCredentials({ ...own, pwd: 'short' })).toBeUndefined();
  expect(packCredentials({ ...own, pwd: 'a'.repeat(40) })).toBeUndefined();
  // One way to write a thing.
  const spelled = Uint8Array.of(4, ...Buffer.from('abcd'), 24, ...Buffer.from('a'.repeat(24)));
  expect(unpackCredentials(spelled, 0, 7)).toBeUndefined();
});

import { describe, expect, test } from 'vitest';
import { descriptionFingerprint, stateMaxMessageSize } from '../../../src/transport/session-description.ts';

const hex = (byte: string) => Array.from({ length: 32 }, () => byte).join(':');
const line = (value: string, hash = 'sha-256') => `a=fingerprint:${hash} ${value}\r\n`;

describe('description fingerprint', () => {
  test('[L3] one value is read, in any case', () => {
    const read = descriptionFingerprint(`v=0\r\n${line(hex('aB'))}`);
    expect(read).toEqual({ ok: true, value: new Uint8Array(32).fill(0xab) });
  });

  test('[L3] the same value in several places counts once', () => {
    expect(descriptionFingerprint(line(hex('AB')) + line(hex('ab'))).ok).toBe(true);
  });

  test.each([
    ['none', 'v=0\r\n'],
    ['two different', line(hex('AB')) + line(hex('AC'))],
    ['another hash beside it', line(hex('AB')) + line('AB:CD', 'sha-1')],
    ['only another hash', line(hex('AB'), 'sha-512')],
    ['too short', line('AB:CD')],
    ['too long', line(`${hex('AB')}:AB`)],
    ['no hex', line(hex('XY'))],
    ['no separators', line('AB'.repeat(32))],
    ['hidden by case', line(hex('AB')) + line(hex('AC')).replace('a=fingerprint', 'A=FINGERPRINT')],
  ])('[L3] refused: %s', (_why, sdp) => {
    expect(descriptionFingerprint(sdp).ok).toBe(false);
  });
});

describe('largest message', () => {
  test('[L6] is read as ours where it is not stated', () => {
    const sdp = 'v=0\r\na=sctp-port:5000\r\na=mid:0\r\n';
    expect(stateMaxMessageSize(sdp)).toBe(
      'v=0\r\na=sctp-port:5000\r\na=max-message-size:262144\r\na=mid:0\r\n',
    );
  });

  test('[L6] stays as stated', () => {
    const sdp = 'a=sctp-port:5000\r\na=max-message-size:16384\r\n';
    expect(stateMaxMessageSize(sdp)).toBe(sdp);
  });
});

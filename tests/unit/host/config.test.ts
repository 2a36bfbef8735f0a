import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../../host/config.ts';

const oneLine = { ok: false, error: expect.stringMatching(/^[^\n]+$/) };

describe('parseSettings', () => {
  it('has no ICE servers and no public origin by default', () => {
    expect(parseSettings({})).toEqual({ ok: true, value: { iceServers: [], publicOrigin: undefined } });
  });

  it('takes the origin of KITH_PUBLIC_URL', () => {
    const parsed = parseSettings({ KITH_PUBLIC_URL: 'https://Kith.Example.org:443/' });
    expect(parsed).toMatchObject({ value: { publicOrigin: 'https://kith.example.org' } });
  });

  it.each(['kith.example.org', 'ftp://kith.example.org', 'https://example.org/kith', 'https://'])(
    'refuses "%s" as KITH_PUBLIC_URL',
    (url) => {
      expect(parseSettings({ KITH_PUBLIC_URL: url })).toEqual(oneLine);
    },
  );

  it('makes servers of KITH_STUN and KITH_TURN', () => {
    const parsed = parseSettings({
      KITH_STUN: 'stun:a.example:3478, stun:b.example',
      KITH_TURN: 'turn:c.example?transport=udp',
      KITH_TURN_USERNAME: 'ada',
      KITH_TURN_CREDENTIAL: 'secret',
    });
    expect(parsed).toMatchObject({
      value: {
        iceServers: [
          { urls: ['stun:a.example:3478', 'stun:b.example'] },
          { urls: ['turn:c.example?transport=udp'], username: 'ada', credential: 'secret' },
        ],
      },
    });
  });

  it('takes KITH_ICE_SERVERS in place of the others, as browsers write it', () => {
    const json = JSON.stringify([{ urls: 'stun:a.example', ignored: 1 }]);
    const parsed = parseSettings({ KITH_ICE_SERVERS: json, KITH_STUN: 'stun:b.example' });
    expect(parsed).toMatchObject({ value: { iceServers: [{ urls: ['stun:a.example'] }] } });
  });

  it.each([
    ['no JSON', '{'],
    ['no list', '{"urls":"stun:a.example"}'],
    ['no text', '[{"urls":[1]}]'],
    ['too many servers', JSON.stringify(Array.from({ length: 9 }, () => ({ urls: 'stun:a.example' })))],
    ['another scheme', '[{"urls":"https://a.example"}]'],
    ['turn without a credential', '[{"urls":"turn:a.example","username":"ada"}]'],
  ])('refuses KITH_ICE_SERVERS with %s', (_fault, json) => {
    expect(parseSettings({ KITH_ICE_SERVERS: json })).toEqual(oneLine);
  });

  it('refuses KITH_TURN without username and credential', () => {
    expect(parseSettings({ KITH_TURN: 'turn:c.example' })).toEqual(oneLine);
  });
});

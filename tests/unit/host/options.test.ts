import { describe, expect, it } from 'vitest';
import { HELP, parseCommandLine } from '../../../host/options.ts';

describe('parseCommandLine', () => {
  it('leaves port and address open when nothing is asked for', () => {
    expect(parseCommandLine([], {})).toEqual({ ok: true, value: { kind: 'start' } });
  });

  it('reads --port and --host', () => {
    const value = { kind: 'start', port: 9000, hostName: '127.0.0.1' };
    expect(parseCommandLine(['--port', '9000', '--host=127.0.0.1'], {})).toEqual({ ok: true, value });
  });

  it('takes PORT when there is no --port', () => {
    expect(parseCommandLine([], { PORT: '9001' })).toEqual({
      ok: true,
      value: { kind: 'start', port: 9001 },
    });
  });

  it('prefers --port to PORT', () => {
    const parsed = parseCommandLine(['--port', '9000'], { PORT: '9001' });
    expect(parsed).toEqual({ ok: true, value: { kind: 'start', port: 9000 } });
  });

  it('takes an empty PORT as none', () => {
    expect(parseCommandLine([], { PORT: '' })).toEqual({ ok: true, value: { kind: 'start' } });
  });

  it.each(['0', '1', '65535'])('accepts port %s', (port) => {
    const value = { kind: 'start', port: Number(port) };
    expect(parseCommandLine(['--port', port], {})).toEqual({ ok: true, value });
  });

  it.each(['65536', '-1', '80.5', '8o80', ' 80', '', '999999'])('refuses port "%s" in one line', (port) => {
    const error = `--port must be a whole number from 0 to 65535, not "${port}".`;
    expect(parseCommandLine([`--port=${port}`], {})).toEqual({ ok: false, error });
  });

  it('names the variable when PORT is wrong', () => {
    const error = 'PORT must be a whole number from 0 to 65535, not "http".';
    expect(parseCommandLine([], { PORT: 'http' })).toEqual({ ok: false, error });
  });

  it.each([[['--prot', '1']], [['8080']], [['--port']], [['--host=']]])('refuses %j in one line', (args) => {
    const parsed = parseCommandLine(args, {});
    expect(parsed).toEqual({ ok: false, error: expect.stringMatching(/^[^\n]+\.[^\n]*$/) });
  });

  it('shows help for --help, whatever else is asked', () => {
    expect(parseCommandLine(['--help', '--port', 'x'], {})).toEqual({ ok: true, value: { kind: 'help' } });
  });

  it.each(['--port', '--host', 'KITH_PUBLIC_URL', 'KITH_CERT', 'KITH_TURN', 'KITH_ICE_SERVERS'])(
    'explains %s',
    (name) => {
      expect(HELP).toContain(name);
    },
  );
});

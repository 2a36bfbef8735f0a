import { describe, expect, it } from 'vitest';
import { formatExport, type ExportedRoom } from '../../../../src/app/keeping/export-room.ts';
import { LOCALES } from '../../../../src/ui/words.ts';

const room = (fields: Partial<ExportedRoom> = {}): ExportedRoom => ({
  format: 'kith-room',
  version: 1,
  title: 'Slow River',
  savedMs: 0,
  lines: {},
  documents: [],
  ...fields,
});

const HOSTILE = '</script><img src=x onerror=alert(1)><!--\u2028"\'&';

function jsonIn(page: string): unknown {
  return JSON.parse(/id="kith-room">(.*)<\/script>/s.exec(page)?.[1] ?? '');
}

describe('a room as a file', () => {
  it('gives back what it holds, whatever was said', () => {
    const given = room({
      title: HOSTILE,
      lines: { chat: [{ author: HOSTILE, atMs: 1, text: HOSTILE }] },
      documents: [{ key: HOSTILE, space: 'notes', update: 'AAA' }],
    });
    expect(jsonIn(formatExport(given, 'en'))).toEqual(given);
  });

  it('holds no markup of others', () => {
    const page = formatExport(
      room({ title: HOSTILE, lines: { chat: [{ author: HOSTILE, atMs: 1, text: HOSTILE }] } }),
      'en',
    );
    expect(page.match(/<img|<!--|<\/script>/g)).toEqual(['</script>']);
    expect(page).toContain("default-src 'none'");
  });

  it('takes a moment at the end of time', () => {
    const lines = { chat: [{ author: 'Mei', atMs: 8_640_000_000_000_000, text: 'late' }] };
    expect(formatExport(room({ lines }), 'en')).toContain('late');
  });

  it.each(LOCALES)('says so in %s when nothing was said', (locale) => {
    expect(formatExport(room(), locale)).toContain(`<html lang="${locale}"`);
    expect(formatExport(room(), locale)).not.toContain('<dl>');
  });
});

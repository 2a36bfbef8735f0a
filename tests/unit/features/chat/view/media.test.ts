import { describe, expect, it } from 'vitest';
import {
  cleanFileName,
  mediaKindOf,
  partFileName,
  safeTypeOf,
} from '../../../../../src/features/chat/view/attachments/media.ts';

describe('what a file is shown as', () => {
  it.each([
    ['image/png', 'picture'],
    ['image/svg+xml', 'file'],
    ['audio/mp4', 'sound'],
    ['audio/webm;codecs=opus', 'sound'],
    ['video/webm', 'film'],
    ['text/html', 'file'],
    ['IMAGE/PNG', 'file'],
    ['', 'file'],
  ])('%s is a %s', (type, kind) => expect(mediaKindOf({ type })).toBe(kind));

  it.each(['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/javascript'])(
    'tells the browser nothing of %s that it would run',
    (type) => expect(safeTypeOf({ type })).toBe('application/octet-stream'),
  );
});

describe('how a file is called', () => {
  it.each([
    ['holiday.png', 'holiday.png'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['invoice\u202Egnp.exe', 'invoicegnp.exe'],
    ['a\u0000b\u200B.txt', 'ab.txt'],
    ['  ', 'file'],
    ['.hidden', 'hidden'],
    ['<img src=x>.png', '_img src=x_.png'],
    [`invoice.pdf${' '.repeat(200)}.exe`, 'invoice.pdf .exe'],
    [`photo.png${'\u3164\u2800\u115F'.repeat(50)}.scr`, 'photo.png.scr'],
    ['photo.png\n\t\u2028.scr', 'photo.png .scr'],
    ['virus.exe. . ', 'virus.exe'],
    ['photo\u2024png\uFF0Eexe', 'photo_png_exe'],
    [`Z${'\u0351\u0352'.repeat(50)}.txt`, `Z${'\u0351\u0352'.repeat(2)}.txt`],
    ['हिन्दी की किताब.pdf', 'हिन्दी की किताब.pdf'],
    ['می‌خواهم.pdf', 'می‌خواهم.pdf'],
  ])('%j becomes %s', (name, clean) => expect(cleanFileName(name)).toBe(clean));

  it.each([
    ['holiday.png', 'holiday', '.png'],
    ['archive.tar.gz', 'archive.tar', '.gz'],
    ['README', 'README', ''],
    ['v2.this is no ending', 'v2.this is no ending', ''],
  ])('parts %j before its ending', (name, stem, ending) => {
    expect(partFileName(name)).toEqual({ stem, ending });
  });

  it('cuts a long name in its middle and keeps its ending', () => {
    const clean = cleanFileName(`${'a'.repeat(500)}.pdf`);
    expect(clean).toHaveLength(120);
    expect(clean.endsWith('….pdf')).toBe(true);
  });
});

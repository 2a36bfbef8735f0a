// The files space as people use it: by words, by keys, by dropping, and under what others may send.

import { act } from 'preact/test-utils';
import { beforeAll, describe, expect, it } from 'vitest';
import { LOCALES } from '../../../../../src/ui/words.ts';
import { fileEntry, folderEntry, transferOf } from '../../../../support/fake-entries.ts';
import { AMARA, makeRow, NOOR, designRows } from './files-fixture.ts';
import {
  buttonNamed,
  choose,
  faults,
  preparePage,
  press,
  settle,
  show,
  spoken,
  until,
} from './shown-files.tsx';

beforeAll(preparePage);

describe('what is shown', () => {
  it('says of every file how it stands, and of the one in focus who gave what', async () => {
    const { place } = await show();
    const list = place.querySelector('ul[aria-label="Files in this room"]')!;
    for (const words of [
      '5 of 6 have it',
      'Checked and saved',
      'Paused at 31%',
      'Waiting for Tomasz.',
      'Not downloaded',
    ])
      expect(list.textContent).toContain(words);
    const focus = place.querySelector('section[aria-label="arden-drone-final.mp4"]')!;
    expect(focus.querySelector('svg[role="img"]')?.getAttribute('aria-label')).toMatch(
      /^The file as \d+ stitches: \d+ from Amara, \d+ from Mei, \d+ from Priya, \d+ on their way, \d+ still out there$/,
    );
    expect(Array.from(focus.querySelectorAll('dd'), (figure) => figure.textContent)).toEqual([
      '66 %',
      '7.9 MB/s',
      '48 s',
      '3',
    ]);
    expect(focus.textContent).toContain('4.6 MB/s');
    expect(focus.textContent).toContain('coming from Amara');
    expect(list.textContent).not.toContain('arden-drone-final');
  });

  it('is checked by something that sees faults', async () => {
    const { place } = await show();
    place.querySelector('section')?.append(document.createElement('button'));
    expect(await faults(place)).toEqual(['button-name: <button></button>']);
  });

  it.each(LOCALES)('has no fault that axe finds, in %s', async (locale) => {
    const folder = ['trip', 'day one'];
    const failed = { code: 'store', error: { code: 'full', detail: '' } } as const;
    const { place } = await show(
      [
        ...designRows(),
        makeRow('one.jpg', { folders: folder }),
        makeRow('two.jpg', { folders: folder }),
        makeRow('broken.iso', { state: { kind: 'failed', failure: failed } }),
      ],
      locale,
    );
    expect(await faults(place)).toEqual([]);
  });

  it('says what goes here while there is nothing', async () => {
    const { place } = await show([]);
    expect(place.textContent).toContain('No files yet');
    expect(place.textContent).toContain('Drop files here to offer them to everyone in Slow River.');
    expect(await faults(place)).toEqual([]);
  });

  it('keeps what peers call their files as text', async () => {
    const name = '<img src=x onerror=alert(1)>.png';
    const { place } = await show([makeRow(name, { from: { ...AMARA, name: '<b>A</b>' }, folders: [] })]);
    expect(place.textContent).toContain('<img src=x onerror=alert(1)>');
    expect(place.textContent).toContain('<b>A</b>');
    expect(place.querySelector('img')).toBeNull();
  });

  it('counts as seen and moves while it is looked at', async () => {
    const { model } = await show();
    await act(() => {
      model.unread.value = 3;
    });
    await settle();
    expect([model.watchers, model.calls]).toEqual([1, ['markSeen']]);
  });
});

describe('what can be pressed', () => {
  it('brings files on, and stops them', async () => {
    const { model, place } = await show();
    await press(buttonNamed(place, 'Pause: arden-drone-final.mp4'));
    await press(buttonNamed(place, 'Resume: river-photos-2024.zip'));
    await press(buttonNamed(place, 'Get: van-playlist.m3u'));
    await choose(place, 'van-playlist.m3u', 'Not this one');
    await choose(place, 'arden-route-v3.gpx', 'Stop sharing');
    expect(model.calls).toEqual([
      'pause arden-drone-final.mp4',
      'resume river-photos-2024.zip',
      'get van-playlist.m3u',
      'remove van-playlist.m3u',
      'remove arden-route-v3.gpx',
    ]);
  });

  it('asks before it throws away what has come', async () => {
    const { model, place } = await show();
    await press(buttonNamed(place, 'Stop: safety-brief.mp4'));
    const dialog = place.querySelector('dialog')!;
    expect(dialog.textContent).toContain('The 78% of safety-brief.mp4 that is here is thrown away.');
    await press(buttonNamed(dialog, 'Keep it'));
    expect(model.calls).toEqual([]);
    await press(buttonNamed(place, 'Stop: safety-brief.mp4'));
    await press(buttonNamed(place.querySelector('dialog')!, 'Stop'));
    expect(model.calls).toEqual(['remove safety-brief.mp4']);
  });

  it('takes all that is offered, and a folder as one', async () => {
    const inTrip = { folders: ['trip'] };
    const { model, place } = await show([makeRow('a', inTrip), makeRow('b', inTrip), makeRow('c')]);
    expect(place.textContent).toContain('3 files are offered to you');
    await press(buttonNamed(place, 'Get all'));
    await press(buttonNamed(place, 'Get all: trip'));
    expect(model.calls).toEqual(['getAll', 'get a', 'get b']);
    const folder = buttonNamed(place, /^trip/)!;
    expect([folder.getAttribute('aria-expanded'), buttonNamed(place, 'Get: a')]).toEqual([
      'false',
      undefined,
    ]);
    await press(folder);
    expect(folder.getAttribute('aria-expanded')).toBe('true');
    expect(place.querySelector('ul[aria-label="Files in trip"]')?.children).toHaveLength(2);
  });

  it('shows a file large and puts it back, the focus with it', async () => {
    const { model, place } = await show();
    await press(buttonNamed(place, /^river-photos-2024.zip, 640 MB/));
    const focus = place.querySelector('section[aria-label="river-photos-2024.zip"]')!;
    expect(document.activeElement).toBe(focus.querySelector('h3'));
    await press(buttonNamed(focus, 'Back into the list'));
    expect(place.querySelector('section[aria-label="arden-drone-final.mp4"]')).not.toBeNull();
    expect(document.activeElement?.textContent).toBe('Files in this room');
    buttonNamed(place, 'Get: van-playlist.m3u')?.focus();
    await act(() => {
      model.rows.value = model.rows.value.slice(0, 2);
    });
    await settle();
    expect(document.activeElement?.textContent).toBe('Files in this room');
  });
});

describe('what is put in', () => {
  async function drop(place: Element, transfer: DataTransfer): Promise<void> {
    const target = Array.from(place.querySelectorAll('h3')).find(
      (each) => each.textContent === 'Files in this room',
    )!;
    await act(async () => {
      for (const kind of ['dragover', 'drop']) {
        const event = new DragEvent(kind, { bubbles: true, cancelable: true });
        Object.defineProperty(event, 'dataTransfer', { value: transfer });
        target.dispatchEvent(event);
        if (kind === 'dragover') expect(event.defaultPrevented).toBe(true);
      }
      await Promise.resolve();
    });
  }

  it('is a folder dropped anywhere in the space', async () => {
    const { model, place } = await show();
    const trip = folderEntry('trip', [fileEntry('a.txt'), folderEntry('day one', [fileEntry('b.txt')])]);
    await drop(place, transferOf([trip, fileEntry('locked', true)]));
    await until(() => place.querySelector('[role="alertdialog"], dialog') !== null);
    expect(place.querySelector('dialog')?.textContent).toContain('1 file could not be read.');
    expect([model.offered, await faults(place)]).toEqual([[], []]);
    await press(buttonNamed(place, 'Share nothing'));
    expect([model.offered, place.querySelector('dialog')]).toEqual([[], null]);
    await drop(place, transferOf([trip, fileEntry('locked', true)]));
    await until(() => buttonNamed(place, 'Share 2 files') !== undefined);
    await press(buttonNamed(place, 'Share 2 files'));
    await until(() => model.offered.length === 2);
    expect(model.offered.map(({ file, folders }) => [...folders, file.name].join('/'))).toEqual([
      'trip/a.txt',
      'trip/day one/b.txt',
    ]);
    expect(place.textContent).not.toContain('Not everything was shared.');
  });

  it('is nothing where a folder is empty, and that is said; beside files it is no question', async () => {
    const { model, place } = await show();
    await drop(place, transferOf([folderEntry('empty', [])]));
    await until(() => place.textContent.includes('There is no file in it.'));
    expect([model.offered, await faults(place)]).toEqual([[], []]);
    await drop(place, transferOf([folderEntry('trip', [folderEntry('empty', []), fileEntry('a.txt')])]));
    await until(() => model.offered.length === 1);
    expect(place.textContent).not.toContain('There is no file in it.');
  });

  it('in part, deeper or more than is looked at, is asked about before anything is offered', async () => {
    const { model, place } = await show();
    const loop = folderEntry('loop', []);
    loop.children.push(loop, fileEntry('again'));
    await drop(place, transferOf([loop]));
    await until(() => place.querySelector('dialog') !== null);
    expect(place.querySelector('dialog')?.textContent).toContain('more than 32 folders deep is left out');
    expect(model.offered).toEqual([]);
    await press(buttonNamed(place, 'Share 32 files'));
    await until(() => model.offered.length === 32);
    const many = Array.from({ length: 20_001 }, (_, at) => fileEntry(`${at}`));
    model.fits = 512;
    model.problems = [{ code: 'too-many', count: 19_487 }];
    await drop(place, transferOf([folderEntry('many', many)]));
    await until(() => place.querySelector('dialog') !== null);
    for (const words of ['19,487 files are too many', 'Only the first 20,000 files and folders'])
      expect(place.querySelector('dialog')?.textContent).toContain(words);
    await press(buttonNamed(place, 'Share 512 files'));
    await until(() => model.offered.length > 32);
    await settle();
    // Said before: not again.
    expect(place.textContent).not.toContain('Not everything was shared.');
  });

  it('is pasted or chosen, and what is refused is said', async () => {
    const { model, place } = await show();
    const transfer = new DataTransfer();
    transfer.items.add(new File(['x'], 'pasted.png'));
    await act(
      () =>
        void document.body.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }),
        ),
    );
    await until(() => model.offered.length === 1);
    model.problems = [
      { code: 'too-large', names: ['huge.iso'] },
      { code: 'too-many', count: 5 },
      { code: 'may-not-write' },
    ];
    const field = place.querySelector<HTMLInputElement>('input[type="file"]:not([webkitdirectory])')!;
    model.fits = 0;
    field.files = transfer.files;
    await act(() => void field.dispatchEvent(new Event('change', { bubbles: true })));
    await settle();
    expect(model.offered.map(({ file }) => file.name)).toEqual(['pasted.png']);
    for (const words of ['huge.iso: larger than', '5 files are too many', 'The owner has decided'])
      expect(place.textContent).toContain(words);
    await press(buttonNamed(place, 'Dismiss'));
    expect(place.textContent).not.toContain('Not everything was shared.');
  });
});

it('a folder is shared from a narrow screen too, where the button for it has no place', async () => {
  const { place } = await show(designRows(), 'en', {
    ownFile: async () => new File(['kith'], 'kith.html'),
  });
  const narrow = place.querySelector<HTMLElement>('.md\\:hidden:has(input[type="file"])')!;
  const field = narrow.querySelector<HTMLInputElement>('input[webkitdirectory]')!;
  let opened = 0;
  field.addEventListener('click', (event) => {
    event.preventDefault();
    opened += 1;
  });
  await press(buttonNamed(narrow, 'More to share'));
  expect(buttonNamed(narrow, 'Share Kith itself, as a file')).toBeDefined();
  await press(buttonNamed(narrow, 'Share a folder'));
  expect(opened).toBe(1);
});

describe('several at once', () => {
  const whole = (name: string, folders: readonly string[] = []) =>
    makeRow(name, {
      folders,
      done: 1,
      state: { kind: 'complete', file: { kind: 'blob', blob: new Blob(['x']) } },
    });

  it('are saved as one archive: a folder under its name, or all that is here', async () => {
    const rows = [whole('a.txt', ['trip']), whole('b.txt', ['trip']), whole('c.txt')];
    const { model, place } = await show(rows);
    await press(buttonNamed(place, 'Save all: trip'));
    expect(model.calls).toEqual([`saveAll trip.zip: ${rows[0]?.id}, ${rows[1]?.id}`]);
    await settle();
    expect(place.textContent).not.toContain('3 files are here');
    const { model: other, place: second } = await show([whole('a.txt'), whole('c.txt')]);
    await press(buttonNamed(second, 'Save all'));
    expect(other.calls[0]).toMatch(/^saveAll Files of Slow River\.zip: /);
  });

  it('of somebody verified come by themselves when their person says so, until they say otherwise', async () => {
    const { model, place } = await show([makeRow('a.txt'), makeRow('b.txt')]);
    const { identityId } = model.rows.value[0]!.from;
    model.verified.add(identityId);
    await act(() => void (model.rows.value = model.rows.value.slice()));
    await choose(place, 'a.txt', 'Always from Amara');
    await settle();
    expect(place.textContent).toContain('What Amara shares comes by itself.');
    await press(buttonNamed(place, 'Ask me again'));
    expect(model.calls).toEqual([`takeFrom ${identityId} true`, `takeFrom ${identityId} false`]);
  });
});

it('what is done or failed is said aloud', async () => {
  const { model } = await show();
  await act(() => {
    model.rows.value = model.rows.value.map((row) =>
      row.state.kind === 'fetching' ? { ...row, done: 1, state: { kind: 'complete', file: undefined } } : row,
    );
  });
  await until(() => spoken() !== '');
  expect(spoken()).toBe('arden-drone-final.mp4 is here and checked.');
  const own = makeRow('mine.txt', { from: NOOR, done: 1, state: { kind: 'complete', file: undefined } });
  await act(() => {
    model.rows.value = [...model.rows.value, own];
  });
  await act(() => {
    model.rows.value = model.rows.value.map((row) =>
      row.id === own.id
        ? { ...row, state: { kind: 'failed', failure: { code: 'unreadable', detail: '' } } }
        : row,
    );
  });
  await until(() => spoken().startsWith('mine'));
  expect(spoken()).toBe('mine.txt: The file was moved or changed. Share it again.');
});

// A look at what came, by kind, in a real browser: sounds and films play, a PDF goes to the browser's viewer, and the small
// picture of a picture is made and shown.

import { beforeAll, describe, expect, it } from 'vitest';
import { Preview } from '../../../../../src/features/files/view/Preview.tsx';
import { withLooks } from '../../../../../src/platform/files/picture-look.ts';
import { MAX_LOOK_BYTES } from '../../../../../src/swarm/manifest.ts';
import { mount } from '../../../../support/mount.tsx';
import { makeRow } from './files-fixture.ts';
import { buttonNamed, choose, faults, preparePage, press, settle, show, until } from './shown-files.tsx';

beforeAll(preparePage);

async function open(name: string, mimeType: string, blob: Blob): Promise<HTMLElement> {
  const row = makeRow(name, { mimeType, state: { kind: 'complete', file: undefined }, done: 1 });
  await mount(
    <Preview
      row={row}
      bytes={async () => blob}
      play={async () => undefined}
      onSave={() => undefined}
      onClose={() => undefined}
    />,
  );
  await settle();
  return document.querySelector<HTMLElement>('[role="dialog"], dialog')!;
}

function canvasOf(width: number, height: number): HTMLCanvasElement {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d')!;
  for (let at = 0; at < 64; at += 1) {
    context.fillStyle = `hsl(${at * 37} 80% 50%)`;
    context.fillRect((at % 8) * (width / 8), Math.floor(at / 8) * (height / 8), width / 8, height / 8);
  }
  return canvas;
}

/** Some frames of a film, recorded here. */
function makeFilm(): Promise<Blob> {
  const canvas = canvasOf(64, 48);
  const recorder = new MediaRecorder(canvas.captureStream(30), { mimeType: 'video/webm;codecs=vp8' });
  const parts: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  let frames = 0;
  const draw = () => {
    canvas.getContext('2d')!.fillRect(frames % 64, 0, 4, 48);
    frames += 1;
    if (frames < 12) requestAnimationFrame(draw);
    else recorder.stop();
  };
  return new Promise((resolve) => {
    recorder.addEventListener('stop', () => resolve(new Blob(parts)));
    recorder.start();
    draw();
  });
}

/** A tenth of a second of silence. */
function makeSound(): Blob {
  const bytes = new Uint8Array(44 + 1_600);
  const view = new DataView(bytes.buffer);
  const say = (at: number, text: string) => bytes.set(new TextEncoder().encode(text), at);
  say(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  say(8, 'WAVEfmt ');
  for (const [at, value] of [
    [16, 16],
    [24, 8_000],
    [28, 16_000],
  ] as const)
    view.setUint32(at, value, true);
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const)
    view.setUint16(at, value, true);
  say(36, 'data');
  view.setUint32(40, 1_600, true);
  return new Blob([bytes]);
}

it('a film that came plays', async () => {
  const dialog = await open('film.webm', 'video/webm', await makeFilm());
  await until(() => (dialog.querySelector('video')?.readyState ?? 0) >= 2);
  const video = dialog.querySelector('video')!;
  expect([video.videoWidth, video.videoHeight, video.error]).toEqual([64, 48, null]);
});

it('a sound that came plays', async () => {
  const dialog = await open('sound.wav', 'audio/wav', makeSound());
  await until(() => (dialog.querySelector('audio')?.readyState ?? 0) >= 1);
  expect(dialog.querySelector('audio')?.duration).toBeCloseTo(0.1);
});

it.each(['film.mkv', 'film.webm'])('a film that came without a type plays by its name: %s', async (name) => {
  const film = await makeFilm();
  const file = { kind: 'blob', blob: film } as const;
  const { model, place } = await show([
    makeRow(name, { mimeType: '', done: 1, state: { kind: 'complete', file } }),
  ]);
  model.blobs.set(name, film);
  await choose(place, name, 'Open');
  await until(() => (place.querySelector('video')?.readyState ?? 0) >= 2);
  expect(place.querySelector('video')?.videoWidth).toBe(64);
});

it('a PDF goes to the browser’s own viewer, as what it is, in a tab that knows nothing of this one', async () => {
  const dialog = await open('map.pdf', 'application/pdf', new Blob(['%PDF-1.4\n%%EOF']));
  await until(() => dialog.querySelector('a') !== null);
  const link = dialog.querySelector('a')!;
  expect([link.target, link.rel]).toEqual(['_blank', 'noopener noreferrer']);
  const given = await (await fetch(link.href)).blob();
  expect([given.type, await given.text()]).toEqual(['application/pdf', '%PDF-1.4\n%%EOF']);
});

it('what calls itself a PDF and is a page is opened as no page', async () => {
  const dialog = await open('map.pdf', 'text/html', new Blob(['<script>parent.hacked = 1</script>']));
  await until(() => dialog.querySelector('pre') !== null);
  expect(dialog.querySelector('pre')?.textContent).toBe('<script>parent.hacked = 1</script>');
  expect('hacked' in globalThis).toBe(false);
});

it('a picture goes with a small one of itself, which stands with its offer; what is none has none', async () => {
  const blob = await new Promise<Blob | null>((resolve) => canvasOf(1_200, 800).toBlob(resolve, 'image/png'));
  const chosen = [
    { file: new File([blob!], 'photo.png', { type: 'image/png' }), folders: [] },
    { file: new File(['no picture'], 'lie.png', { type: 'image/png' }), folders: [] },
    { file: new File(['text'], 'a.txt', { type: 'text/plain' }), folders: [] },
  ];
  const [photo, lie, text] = await withLooks(chosen, MAX_LOOK_BYTES);
  expect([lie?.look, text?.look, photo?.look?.subarray(0, 2)]).toEqual([
    undefined,
    undefined,
    Uint8Array.of(0xff, 0xd8),
  ]);
  expect(photo!.look!.length).toBeLessThanOrEqual(MAX_LOOK_BYTES);
  const { place } = await show([makeRow('photo.png', { mimeType: 'image/png', look: photo!.look })]);
  await until(() => (place.querySelector('img')?.naturalWidth ?? 0) > 0);
  const { naturalWidth, naturalHeight, alt } = place.querySelector('img')!;
  expect([naturalWidth, naturalHeight, alt]).toEqual([96, 64, '']);
});

describe('a look inside', () => {
  const complete = (name: string, mimeType: string, content: BlobPart) => {
    const blob = new Blob([content], { type: mimeType });
    return {
      row: makeRow(name, { mimeType, done: 1, state: { kind: 'complete', file: { kind: 'blob', blob } } }),
      blob,
    };
  };

  it('is only taken when pressed for, and never runs anything', async () => {
    const page = complete(
      'page.html',
      'text/html',
      '<h1>Hello</h1><script>document.title = "taken"</script>',
    );
    const { model, place } = await show([page.row]);
    model.blobs.set(page.row.id, page.blob);
    expect(place.querySelector('dialog')).toBeNull();
    await choose(place, 'page.html', 'Open');
    await until(() => place.querySelector('pre') !== null);
    expect(place.querySelector('pre')?.textContent).toContain('<h1>Hello</h1>');
    expect([place.querySelector('dialog h1'), document.title]).toEqual([null, 'Files']);
    expect(await faults(place)).toEqual([]);
    await press(buttonNamed(place, 'Close'));
    expect(place.querySelector('dialog')).toBeNull();
  });

  it('draws no picture unasked that unfolds into more than a device has, or does not say into how much', async () => {
    const bomb = complete('bomb.png', 'image/png', pngHead(50_000, 50_000));
    const small = complete('small.png', 'image/png', pngHead(2, 2));
    const { model, place } = await show([bomb.row, small.row]);
    for (const { row, blob } of [bomb, small]) model.blobs.set(row.id, blob);
    await choose(place, 'bomb.png', 'Open');
    await until(() => place.textContent.includes('Show it anyway'));
    expect(place.querySelector('dialog img')).toBeNull();
    expect(await faults(place)).toEqual([]);
    await press(buttonNamed(place, 'Close'));
    await choose(place, 'small.png', 'Open');
    await until(() => !place.textContent.includes('Opening small.png'));
    expect(place.textContent).not.toContain('Show it anyway');
  });

  it('says when there is nothing to see', async () => {
    const picture = complete('photo.png', 'image/png', 'no picture');
    const gone = complete('gone.txt', 'text/plain', 'x');
    const { model, place } = await show([picture.row, gone.row]);
    model.blobs.set(picture.row.id, picture.blob);
    await choose(place, 'photo.png', 'Open');
    await until(() => place.textContent.includes('Show it anyway'));
    await press(buttonNamed(place, 'Show it anyway'));
    await until(() => place.textContent.includes('This browser cannot show it.'));
    expect(place.querySelector('dialog')?.textContent).toContain('Save it and open it');
    await press(buttonNamed(place, 'Close'));
    await choose(place, 'gone.txt', 'Open');
    await until(() => place.textContent.includes('not here any more'));
    expect(place.querySelector('dialog')?.textContent).toContain('The bytes are not here any more.');
  });
});

/** As far as its size. */
function pngHead(width: number, height: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(33);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}

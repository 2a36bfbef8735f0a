import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib';
import express from 'express';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStaticFiles, parsePath, type StaticFiles } from '../../../host/static-files.ts';
import { ask, makeFolders, PAGE, removeFolder, type Folders } from './running-host.ts';

let folders: Folders;
let files: StaticFiles;
let server: Server;
let origin = '';

beforeEach(async () => {
  folders = makeFolders();
  const compressedFolder = join(folders.stateFolder, 'compressed');
  mkdirSync(compressedFolder, { recursive: true });
  files = createStaticFiles({ distFolder: folders.distFolder, compressedFolder });
  const application = express().use(files.handler, (_request, response) => {
    response.status(404).end('nothing');
  });
  server = createServer(application).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});

afterEach(() => {
  server.close();
  removeFolder(folders.root);
});

function write(name: string, content: string | Buffer): void {
  writeFileSync(join(folders.distFolder, name), content);
}

function getPage(encoding = 'identity') {
  return ask(`${origin}/`, { headers: { 'accept-encoding': encoding } });
}

describe('static files', () => {
  it('serves the page at / and under its name', async () => {
    const [root, named] = [await getPage(), await ask(`${origin}/index.html`)];
    expect([root.text, named.text]).toEqual([PAGE, PAGE]);
  });

  it.each([
    ['sw.js', 'text/javascript; charset=utf-8'],
    ['manifest.webmanifest', 'application/manifest+json; charset=utf-8'],
    ['icon.svg', 'image/svg+xml; charset=utf-8'],
    ['icon.png', 'image/png'],
    ['index.html', 'text/html; charset=utf-8'],
    ['thing.bin', 'application/octet-stream'],
  ])('gives %s its type', async (name, type) => {
    write(name, 'content');
    expect((await ask(`${origin}/${name}`)).headers['content-type']).toBe(type);
  });

  it('serves files in folders', async () => {
    mkdirSync(join(folders.distFolder, 'icons'));
    write('icons/any-192.png', Buffer.from([1, 2, 3]));
    expect((await ask(`${origin}/icons/any-192.png`)).body).toEqual(Buffer.from([1, 2, 3]));
  });

  it('lets no browser use an old page without asking', async () => {
    expect((await getPage()).headers['cache-control']).toBe('no-cache');
  });

  it('answers 304 without a body to whoever has the page already', async () => {
    const { etag = '' } = (await getPage()).headers;
    const again = await ask(`${origin}/`, { headers: { 'if-none-match': `"other", ${etag}` } });
    expect([again.status, again.text, again.headers.etag]).toEqual([304, '', etag]);
  });

  it('sends the page to whoever has another one', async () => {
    const answer = await ask(`${origin}/`, { headers: { 'if-none-match': 'W/"another"' } });
    expect(answer.status).toBe(200);
  });

  it('serves a new build without a restart', async () => {
    await getPage();
    write('index.html', 'a newer page');
    expect((await getPage('br, gzip')).text).toBe('a newer page');
  });

  it('answers HEAD with the headers alone', async () => {
    const answer = await ask(`${origin}/`, { method: 'HEAD' });
    expect([answer.status, answer.text, answer.headers['content-length']]).toEqual([
      200,
      '',
      String(PAGE.length),
    ]);
  });

  it('refuses to change anything', async () => {
    const answer = await ask(`${origin}/`, { method: 'PUT', body: 'x' });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it.each(['/nowhere', '/icons', '/index.html/', '/.hidden', '/a//b'])('has nothing at %s', async (path) => {
    mkdirSync(join(folders.distFolder, 'icons'));
    write('.hidden', 'secret');
    expect((await ask(origin, { rawPath: path })).status).toBe(404);
  });

  it.each([
    '/../secret.txt',
    '/icons/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..\\secret.txt',
    '/%00',
    '/%',
    '//secret.txt',
  ])('does not leave its folder for %s', async (path) => {
    writeFileSync(join(folders.root, 'secret.txt'), 'secret');
    const answer = await ask(origin, { rawPath: path });
    expect([answer.status, answer.text]).toEqual([404, 'nothing']);
  });
});

describe('compression', () => {
  it.each([
    ['br', 'gzip, deflate, br, zstd', brotliDecompressSync],
    ['gzip', 'gzip, deflate', gunzipSync],
    ['gzip', 'br;q=0, gzip', gunzipSync],
  ])('serves %s to a browser that accepts "%s"', async (encoding, accepted, unpack) => {
    await files.prepare('index.html');
    const { headers, body } = await getPage(accepted);
    expect(headers['content-encoding']).toBe(encoding);
    expect([headers.vary, unpack(body).toString()]).toEqual(['accept-encoding', PAGE]);
  });

  it('serves the page as it is to a browser that accepts nothing else', async () => {
    await files.prepare('index.html');
    const { headers, text } = await getPage('identity');
    expect([headers['content-encoding'], headers.vary, text]).toEqual([undefined, 'accept-encoding', PAGE]);
  });

  it('leaves pictures as they are', async () => {
    write('icon.png', Buffer.alloc(5_000));
    await files.prepare('icon.png');
    const { headers } = await ask(`${origin}/icon.png`, { headers: { 'accept-encoding': 'br' } });
    expect(headers['content-encoding']).toBeUndefined();
  });

  it("takes the build's copy when it is one", async () => {
    // Another quality than the host's own, so that its bytes tell where they came from.
    const copy = brotliCompressSync(PAGE, { params: { 1: 2 } });
    writeFileSync(join(folders.stateFolder, 'compressed/index.html.br'), copy);
    await files.prepare('index.html');
    expect((await getPage('br')).body).toEqual(copy);
  });

  it.each([
    ['another page', brotliCompressSync('an older page')],
    ['no brotli', Buffer.from('rubbish')],
    ['a bomb', brotliCompressSync(Buffer.alloc(10_000_000))],
  ])("does not take the build's copy when it holds %s", async (_fault, copy) => {
    const path = join(folders.stateFolder, 'compressed/index.html.br');
    writeFileSync(path, copy);
    await files.prepare('index.html');
    expect(brotliDecompressSync((await getPage('br')).body).toString()).toBe(PAGE);
    expect(readFileSync(path)).toEqual(copy);
  });
});

describe('parsePath', () => {
  it.each([
    ['/', 'index.html'],
    ['/sw.js', 'sw.js'],
    ['/icons/maskable-512.png', 'icons/maskable-512.png'],
  ])('reads %s', (urlPath, path) => {
    expect(parsePath(urlPath)).toBe(path);
  });

  it.each(['', '/..', '/a/../b', '/.env', '/a b', '/C:/x', `/${'a/'.repeat(20)}b`])(
    'refuses "%s"',
    (urlPath) => {
      expect(parsePath(urlPath)).toBeUndefined();
    },
  );
});

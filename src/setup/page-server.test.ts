import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serve } from './page-server.mjs';

let top: string;
let server: { port: number; close: () => void };

beforeAll(async () => {
  top = mkdtempSync(join(tmpdir(), 'novascope-serve-'));
  const dist = join(top, 'dist');
  mkdirSync(join(dist, 'assets', 'worker'), { recursive: true });
  writeFileSync(join(top, 'secret.txt'), 'secret');
  mkdirSync(join(dist, 'inner'));
  for (const page of [dist, join(dist, 'inner')]) writeFileSync(join(page, 'index.html'), '<!doctype html>');
  writeFileSync(join(dist, 'assets', 'page-1.js'), `// ${'x'.repeat(5000)}`);
  writeFileSync(join(dist, 'assets', 'sql-1.wasm'), 'wasm');
  writeFileSync(join(dist, 'assets', 'worker', 'simulate-1.js'), '//');
  symlinkSync(join(top, 'secret.txt'), join(dist, 'link.txt'));
  server = await serve(dist, 0);
});
afterAll(() => {
  server.close();
  rmSync(top, { recursive: true });
});

/** A raw request: the path is sent as it is, where `fetch` would tidy it first. */
function get(path: string, headers = {}, method = 'GET', port = server.port) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((done, fail) => {
    request({ port, host: '127.0.0.1', path, method, headers }, (response) => {
      let body = '';
      response.on('data', (data) => {
        body += data;
      });
      response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, body }));
    })
      .on('error', fail)
      .end();
  });
}

it('gives the page a policy without WebAssembly and with trusted types', async () => {
  const { status, headers } = await get('/');
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  expect(headers['cache-control']).toBe('no-cache');
  const policy = String(headers['content-security-policy']);
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("require-trusted-types-for 'script'; trusted-types app-worker");
  expect(policy).not.toContain('unsafe');
});

it('gives a worker script its own policy, with WebAssembly', async () => {
  const { headers } = await get('/assets/worker/simulate-1.js');
  expect(headers['content-security-policy']).toBe(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
  );
});

it('lets the player of course pages be framed, and nothing else', async () => {
  const policyOf = async (path: string) => String((await get(path)).headers['content-security-policy']);
  const page = await policyOf('/');
  expect(page).toContain("frame-ancestors 'none'");
  expect(await policyOf('/embed/')).toBe(page.replace("frame-ancestors 'none'", 'frame-ancestors *'));
  expect((await get('/embed/')).headers['cross-origin-resource-policy']).toBe('cross-origin');
  for (const path of ['/embedded/', '/assets/embed/', '/?/embed/'])
    expect(await policyOf(path), path).toContain("frame-ancestors 'none'");
});

it('gives the service worker the least: its own script and files of this place', async () => {
  expect((await get('/sw.js')).headers['content-security-policy']).toBe(
    "default-src 'none'; script-src 'self'; connect-src 'self'",
  );
});

it('sends the same isolating headers with every answer, a refusal too', async () => {
  for (const path of ['/', '/assets/page-1.js', '/nothing']) {
    const { headers } = await get(path);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    expect(headers['permissions-policy']).toContain('camera=()');
  }
});

it('names WebAssembly by its type and lets hashed assets be kept for ever', async () => {
  const { headers } = await get('/assets/sql-1.wasm');
  expect(headers['content-type']).toBe('application/wasm');
  expect(headers['cache-control']).toContain('immutable');
});

it('packs text when the reader accepts it', async () => {
  const packed = await get('/assets/page-1.js', { 'accept-encoding': 'gzip, br' });
  expect(packed.headers['content-encoding']).toBe('br');
  expect(Number(packed.headers['content-length'])).toBeLessThan(500);
  expect((await get('/assets/page-1.js')).headers['content-encoding']).toBeUndefined();
});

it('never leaves its folder, by dots, by escapes or by a link', async () => {
  const paths = ['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/assets/..%5c..%5csecret.txt'];
  for (const path of [...paths, '/link.txt', '/%00', '/%zz', '//etc/passwd']) {
    const { status, body } = await get(path);
    expect(status, path).toBe(404);
    expect(body).not.toContain('secret');
  }
});

it('sends who names a folder without its slash to the folder, so that its neighbours are found', async () => {
  const { status, headers } = await get('/inner?q=1');
  expect([status, headers.location]).toEqual([301, '/inner/']);
  expect((await get('/inner/')).status).toBe(200);
  expect((await get('/assets')).status).toBe(404);
});

it('serves the folder below a base and nothing beside it, with the same headers', async () => {
  const below = await serve(join(top, 'dist'), 0, '/some/base/');
  const at = (path: string) => get(path, {}, 'GET', below.port);
  try {
    expect((await at('/some/base')).headers.location).toBe('/some/base/');
    expect((await at('/some/base/inner')).headers.location).toBe('/some/base/inner/');
    const page = await at('/some/base/');
    expect(page.body).toBe('<!doctype html>');
    expect(page.headers['content-security-policy']).toContain('trusted-types');
    const worker = await at('/some/base/assets/worker/simulate-1.js');
    expect(worker.headers['content-security-policy']).toContain('wasm-unsafe-eval');
    expect(worker.headers['cache-control']).toContain('immutable');
    for (const path of ['/', '/index.html', '/some/', '/some/base/../../index.html', '/some/baseindex.html'])
      expect((await at(path)).status, path).toBe(404);
  } finally {
    below.close();
  }
});

it('answers to GET and HEAD only', async () => {
  expect((await get('/', {}, 'POST')).status).toBe(405);
  const head = await get('/', {}, 'HEAD');
  expect([head.status, head.body]).toEqual([200, '']);
});

it('leads an address whose hash was escaped on its way to the page', async () => {
  for (const path of ['/%23lang=en&s=boot&step=5', '/index.html%23lang=en&s=boot&step=5']) {
    const { status, headers } = await get(path);
    expect(status).toBe(302);
    expect(headers.location).toBe('/#lang=en&s=boot&step=5');
  }
  expect((await get('/inner/%23step=5')).status).toBe(404);
});

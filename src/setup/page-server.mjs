/**
 * Serves a folder of built files, on 127.0.0.1 where nothing else is said, with the page's real headers: one server for `npm start`, for the package's
 * own program and for the browser tests. With a base such as `/some/base/` the folder is served below that path and nothing else
 * is there.
 */
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { securityHeaders } from './headers.mjs';

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.ndjson': 'application/x-ndjson; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};
const PACKED = /^(text\/|application\/(json|x-ndjson|wasm|manifest)|image\/svg)/;

/** The file that a path names, or null: never one outside the folder. @param {string} folder @param {string} path */
function fileOf(folder, path) {
  let name;
  try {
    name = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (name.includes('\0') || name.includes('\\')) return null;
  const base = realpathSync(folder);
  let file = resolve(base, `.${name}`);
  if (file !== base && !file.startsWith(base + sep)) return null;
  if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html');
  if (!existsSync(file)) return null;
  const real = realpathSync(file);
  return real.startsWith(base + sep) ? real : null;
}

/** @param {Buffer} body @param {string} type @param {string} accepts */
function pack(body, type, accepts) {
  if (!PACKED.test(type) || body.length < 1024) return { body, encoding: null };
  if (/\bbr\b/.test(accepts)) {
    const quality = { [constants.BROTLI_PARAM_QUALITY]: 5 };
    return { body: brotliCompressSync(body, { params: quality }), encoding: 'br' };
  }
  if (/\bgzip\b/.test(accepts)) return { body: gzipSync(body), encoding: 'gzip' };
  return { body, encoding: null };
}

/** What is named without its last slash would ask for its neighbours one folder too high. @param {string} folder @param {string} path */
const isFolder = (folder, path) =>
  !path.endsWith('/') && fileOf(folder, path) !== null && fileOf(folder, `${path}/index.html`) !== null;

/** @param {string} folder @param {string} base @returns {import('node:http').RequestListener} */
function makeHandler(folder, base) {
  /** @type {Map<string, ReturnType<typeof pack>>} */
  const packed = new Map();
  const answerOf = (
    /** @type {string} */ file,
    /** @type {string} */ type,
    /** @type {string} */ accepts,
  ) => {
    const key = `${file} ${statSync(file).mtimeMs} ${/\bbr\b/.test(accepts)} ${/\bgzip\b/.test(accepts)}`;
    const known = packed.get(key);
    if (known) return known;
    const made = pack(readFileSync(file), type, accepts);
    packed.set(key, made);
    return made;
  };
  return (request, response) => {
    const asked = (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/';
    const isBelow = asked.startsWith(base);
    const path = isBelow ? `/${asked.slice(base.length)}` : asked;
    const headers = securityHeaders(path);
    const refuse = (/** @type {number} */ status, /** @type {string} */ text) => {
      response.writeHead(status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8' }).end(text);
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'method not allowed\n');
    if (`${asked}/` === base || (isBelow && isFolder(folder, path))) {
      response.writeHead(301, { ...headers, Location: `${asked}/` }).end();
      return;
    }
    const hash = /^\/(?:index\.html)?%23([^\r\n]*)$/i.exec(path)?.[1];
    // a hash that was escaped on its way: it would be a path
    if (isBelow && hash !== undefined) {
      response.writeHead(302, { ...headers, Location: `${base}#${hash}` }).end();
      return;
    }
    const file = isBelow ? fileOf(folder, path) : null;
    if (!file) return refuse(404, 'not found\n');
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    const { body, encoding } = answerOf(file, type, String(request.headers['accept-encoding'] ?? ''));
    response.writeHead(200, {
      ...headers,
      'Content-Type': type,
      'Content-Length': body.length,
      'Cache-Control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      Vary: 'Accept-Encoding',
      ...(encoding ? { 'Content-Encoding': encoding } : {}),
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
}

/** Nobody but this machine. */
const LOOPBACK = '127.0.0.1';

/**
 * `port` 0 takes any free one. Rejects with code EADDRINUSE when it is taken.
 * @param {string} folder @param {number} port @param {string} [base] begins and ends with a slash @param {string} [host] @returns {Promise<{port: number, close: () => void, onUpgrade: (take: (request: import('node:http').IncomingMessage, socket: import('node:stream').Duplex) => void) => void}>}
 */
export function serve(folder, port, base = '/', host = LOOPBACK) {
  return new Promise((done, fail) => {
    const server = createServer(makeHandler(folder, base));
    server.once('error', fail);
    server.listen(port, host, () => {
      const address = server.address();
      done({
        port: typeof address === 'object' && address ? address.port : port,
        close: () => server.close(),
        onUpgrade: (take) => void server.on('upgrade', take),
      });
    });
  });
}

const FIRST_PORT = 4173;
const TRIES = 100;

/**
 * The port asked for, or, for null, the first free one from 4173 on. Rejects with one sentence when it cannot be had.
 * @param {string} folder @param {number | null} asked @param {string} [host]
 */
export async function serveOn(folder, asked, host = LOOPBACK) {
  try {
    if (asked !== null) return await serve(folder, asked, '/', host);
    for (let port = FIRST_PORT; port < FIRST_PORT + TRIES; port += 1) {
      const server = await serve(folder, port, '/', host).catch((error) => {
        if (error.code === 'EADDRINUSE') return null;
        throw error;
      });
      if (server) return server;
    }
    return await serve(folder, 0, '/', host);
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'EADDRINUSE') throw new Error(`port ${asked} is taken`);
    throw new Error(`cannot listen on port ${asked}: ${message}`);
  }
}

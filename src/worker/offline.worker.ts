/**
 * The service worker of the hosted page: after the first load everything is there without a network. Each build has a store
 * of its own; a newer build fills its store and waits until a reader asks for it or no window is open any more. The store
 * before it stays, since a window that is still open on that build may load a panel later. What is not of the build goes to
 * the network as if this were not there.
 */

/** What the build writes in front of this script (`setup/offline.ts`). */
export interface OfflineBuild {
  /** another one wherever a file is another one; null = this site keeps nothing any more: what was kept is deleted */
  readonly version: string | null;
  /** below the page's folder; the page itself is '' */
  readonly files: readonly string[];
  /** of files whose name does not tell their content, as `fetch` takes it: a page of another build is not kept with these */
  readonly integrity: { readonly [file: string]: string };
}

interface Later {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchAsked extends Later {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
/** As a service worker's global scope has it. */
interface OfflineScope {
  readonly offlineBuild: OfflineBuild;
  readonly registration: { readonly scope: string; unregister(): Promise<boolean> };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Later) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchAsked) => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

const scope = globalThis as unknown as OfflineScope;
const { version, files, integrity } = scope.offlineBuild;
const TOP = scope.registration.scope;
/** Stores of this page; another page of the same host, below another path, has others. */
const OWN = `novascope ${new URL(TOP).pathname} `;
const STORE = `${OWN}${version}`;
const known = new Set(files);
/** Names in this folder tell their content. */
const HASHED = 'assets/';
/** Requests at a time: the page that is open has the network first. */
const AT_ONCE = 4;

const urlOf = (file: string): string => new URL(file, TOP).href;

/** Below the page's folder, without `index.html`, query and hash; null = beside it. */
function fileOf(url: string): string | null {
  const { origin, pathname } = new URL(url);
  const top = new URL(TOP);
  if (origin !== top.origin || !pathname.startsWith(top.pathname)) return null;
  return pathname.slice(top.pathname.length).replace(/(^|\/)index\.html$/, '$1');
}

/** Of the build before, where it is the same file. */
async function fetched(file: string): Promise<Response> {
  if (file.startsWith(HASHED)) {
    const kept = await caches.match(urlOf(file), { ignoreVary: true });
    if (kept) return kept;
  }
  const whole = integrity[file];
  const response = await fetch(urlOf(file), whole ? { cache: 'no-cache', integrity: whole } : {});
  if (!response.ok) throw new TypeError(`${file}: ${response.status}`);
  return response;
}

/** All of the build or nothing. */
async function fill(): Promise<void> {
  try {
    const store = await caches.open(STORE);
    const left = [...files];
    const one = async (): Promise<void> => {
      for (let file = left.shift(); file !== undefined; file = left.shift())
        await store.put(urlOf(file), await fetched(file));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
  } catch (error) {
    await caches.delete(STORE);
    throw error;
  }
}

/** In the order in which they were made. */
const otherStores = async (): Promise<readonly string[]> =>
  (await caches.keys()).filter((name) => name.startsWith(OWN) && name !== STORE);

async function forget(stores: readonly string[]): Promise<void> {
  await Promise.all(stores.map((name) => caches.delete(name)));
}

/** Windows that are open go on from the network. */
async function retire(): Promise<void> {
  await forget(await otherStores());
  await scope.registration.unregister();
}

async function takeOver(): Promise<void> {
  await forget((await otherStores()).slice(0, -1));
  await scope.clients.claim();
}

async function answer(request: Request, file: string): Promise<Response> {
  const kept = await caches.match(urlOf(file), { cacheName: STORE, ignoreVary: true });
  return kept ?? (await caches.match(urlOf(file), { ignoreVary: true })) ?? fetch(request);
}

scope.addEventListener('install', (event) => event.waitUntil(version === null ? retire() : fill()));
scope.addEventListener('activate', (event) => event.waitUntil(takeOver()));
scope.addEventListener('message', ({ data }) => {
  if (data === 'take over') void scope.skipWaiting();
});
scope.addEventListener('fetch', (event) => {
  const file = event.request.method === 'GET' ? fileOf(event.request.url) : null;
  if (file === null || version === null) return;
  if (known.has(file) || file.startsWith(HASHED)) event.respondWith(answer(event.request, file));
});

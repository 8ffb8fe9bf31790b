/**
 * The security headers of the built page, by the path below the folder that it is served from. SQLite runs in workers only, so WebAssembly is allowed to the worker scripts'
 * own responses and not to the page: a worker that is loaded from a URL takes its policy from its own response.
 */

const PAGE = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types app-worker app-offline',
];

/** What the page's own HTML says once more, for a host that sends no headers. Who may frame it cannot be said there. */
export const META_POLICY = PAGE.join('; ');
const PAGE_POLICY = [...PAGE, "frame-ancestors 'none'"].join('; ');
const EMBED_POLICY = [...PAGE, 'frame-ancestors *'].join('; ');

const WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
const OFFLINE_POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'";

const OFF = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'encrypted-media',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'usb',
  'xr-spatial-tracking',
];

/** Where the page build puts the worker scripts (vite.config.ts): what lies here gets the worker's policy. */
export const WORKER_FOLDER = 'assets/worker/';

/** The service worker, at the top of the built page: what lies below it is what it may answer for. */
export const OFFLINE_FILE = 'sw.js';

/** The player of course pages: the one folder whose HTML may be framed. */
export const EMBED_FOLDER = 'embed/';

/** @param {string} path */
const isEmbed = (path) => path.startsWith(`/${EMBED_FOLDER}`);

/** @param {string} path */
function policyOf(path) {
  if (path.startsWith(`/${WORKER_FOLDER}`)) return WORKER_POLICY;
  if (isEmbed(path)) return EMBED_POLICY;
  return path === `/${OFFLINE_FILE}` ? OFFLINE_POLICY : PAGE_POLICY;
}

/** @param {string} path path of the request, without query @returns {Record<string, string>} */
export function securityHeaders(path) {
  return {
    'Content-Security-Policy': policyOf(path),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': isEmbed(path) ? 'cross-origin' : 'same-origin',
    // a lesson is shown in full screen; everything else is off
    'Permissions-Policy': ['fullscreen=(self)', ...OFF.map((feature) => `${feature}=()`)].join(', '),
  };
}

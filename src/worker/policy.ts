/** The page's workers by their built paths, and the policy of Trusted Types that lets these through and nothing else. */
import consoleUrl from './console.worker.ts?worker&url';
import labUrl from './lab.worker.ts?worker&url';
import simulateUrl from './simulate.worker.ts?worker&url';

interface TrustedTypesHost {
  readonly trustedTypes?: {
    createPolicy(
      name: string,
      rules: { createScriptURL: (url: string) => string },
    ): { createScriptURL(url: string): unknown };
  };
}

const URLS = { simulate: simulateUrl, console: consoleUrl, lab: labUrl };
let policy: { createScriptURL(url: string): unknown } | null = null;

/** Throws where the browser refuses workers. */
export function openWorker(name: keyof typeof URLS): Worker {
  return new Worker(trusted(URLS[name]), { type: 'module', name });
}

/** A policy's name can be given once. */
function trusted(url: string): string {
  const { trustedTypes } = globalThis as TrustedTypesHost;
  if (!trustedTypes) return url;
  policy ??= trustedTypes.createPolicy('app-worker', {
    createScriptURL(asked) {
      if (!Object.values(URLS).includes(asked)) throw new TypeError(`not a worker of this page: ${asked}`);
      return asked;
    },
  });
  return policy.createScriptURL(url) as string;
}

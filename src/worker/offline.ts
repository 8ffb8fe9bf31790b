/** Registers the service worker of the hosted page. */
import { trustedScripts } from './trusted.ts';

/** As the build names it (`setup/headers.mjs`); it lies beside the page. */
const FILE = 'sw.js';

/** null = this browser has none here: refused, or no https. Rejects where the script cannot be had. */
export async function registerOffline({
  navigator,
  document,
}: Window): Promise<ServiceWorkerRegistration | null> {
  if (!('serviceWorker' in navigator)) return null;
  const url = new URL(FILE, document.baseURI).href;
  const trusted = trustedScripts('app-offline', (asked) => asked === url);
  await navigator.serviceWorker.register(trusted(url));
  return (await navigator.serviceWorker.getRegistration()) ?? null;
}

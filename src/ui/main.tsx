/** Starts the page: the boot computed at build time first, the worker beside it. */
import './start.css';
import './canvas/static.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { defined } from '../core/base/assert.ts';
import { openPage } from './app/open-page.ts';
import { Root } from './app/Root.tsx';
import { firstPicture } from './shared/loading.ts';

const started = firstPicture();
const root = defined(document.getElementById('root'), '#root');

const room = new URLSearchParams(location.hash.slice(1)).get('present');

/** The same document is the presenter's window of a class, where its address says so. */
async function openWindow(): Promise<void> {
  if (room) return (await import('./present/open-presenter.tsx')).openPresenter(window, root, room);
  const page = await openPage(window);
  createRoot(root).render(
    <StrictMode>
      <Root page={page} started={started} />
    </StrictMode>,
  );
}

openWindow().catch((error: unknown) => {
  const line = document.createElement('p');
  line.setAttribute('role', 'alert');
  line.textContent = error instanceof Error ? error.message : String(error);
  root.prepend(line);
});

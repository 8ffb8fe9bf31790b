/** Starts the player of a course page (`/embed/`): the same run and the same map as the page, and nothing that changes them. */
import '../../start.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { defined } from '../../../core/base/assert.ts';
import { StoreContext } from '../../../store/use-store.ts';
import { FramesContext } from '../../canvas/show-state.ts';
import { Embed } from './Embed.tsx';
import { openEmbed } from './open-embed.ts';

const root = defined(document.getElementById('root'), '#root');

openEmbed(window).then(
  ({ store, frames }) =>
    createRoot(root).render(
      <StrictMode>
        <StoreContext value={store}>
          <FramesContext value={frames}>
            <Embed />
          </FramesContext>
        </StoreContext>
      </StrictMode>,
    ),
  (error: unknown) => {
    const line = document.createElement('p');
    line.setAttribute('role', 'alert');
    line.textContent = error instanceof Error ? error.message : String(error);
    root.prepend(line);
  },
);

import { StoreContext } from '../../store/use-store.ts';
import { FramesContext } from '../canvas/show-state.ts';
import { useLifetime } from '../shared/hooks.ts';
import { loading } from '../shared/loading.ts';
import { App } from './App.tsx';
import { Dialogs } from './Dialogs.tsx';
import type { Page } from './open-page.ts';

const drawn = loading.begin();
/** The page's first picture stands. */
const started = () => {
  drawn();
  return () => undefined;
};

export function Root({ page }: { page: Page }) {
  useLifetime(started);
  return (
    <StoreContext value={page.store}>
      <FramesContext value={page.frames}>
        <App />
        <Dialogs />
      </FramesContext>
    </StoreContext>
  );
}

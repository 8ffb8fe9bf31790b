import { StoreContext } from '../../store/use-store.ts';
import { FramesContext } from '../canvas/show-state.ts';
import { useLifetime } from '../shared/hooks.ts';
import { Help } from '../topbar/Help.tsx';
import { App } from './App.tsx';
import { loading } from './loading.ts';
import type { Page } from './open-page.ts';
import { PANEL_KEYS } from './panels.tsx';
import { SearchSlot } from './SearchSlot.tsx';

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
        <Help panelKeys={PANEL_KEYS} />
        <SearchSlot />
      </FramesContext>
    </StoreContext>
  );
}

import { StoreContext } from '../../store/use-store.ts';
import { FramesContext } from '../canvas/show-state.ts';
import { Help } from '../topbar/Help.tsx';
import { App } from './App.tsx';
import type { Page } from './open-page.ts';

export function Root({ page }: { page: Page }) {
  return (
    <StoreContext value={page.store}>
      <FramesContext value={page.frames}>
        <App />
        <Help />
      </FramesContext>
    </StoreContext>
  );
}

import { StoreContext } from '../../store/use-store.ts';
import { FramesContext } from '../canvas/show-state.ts';
import { useLifetime } from '../shared/hooks.ts';
import { App } from './App.tsx';
import { Dialogs } from './Dialogs.tsx';
import type { Page } from './open-page.ts';

interface Props {
  readonly page: Page;
  /** `firstPicture()` */
  readonly started: () => () => void;
}

export function Root({ page, started }: Props) {
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

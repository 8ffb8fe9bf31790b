/** The same document as the presenter's window of a class: nothing is computed here, the class's window says what stands. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { loadTexts } from '../../i18n/index.ts';
import { textsOf } from '../../i18n/packs.ts';
import { parseLink } from '../../store/link-codec.ts';
import { panelsSheet } from '../shared/panels-sheet.ts';
import { Presenter } from './Presenter.tsx';
import { makePresenter } from './presenter-store.ts';
import { keepRoom } from './room.ts';

export async function openPresenter(window: Window, root: HTMLElement, room: string): Promise<void> {
  // the address names it, as every link does
  const lang = parseLink(window.location.hash).lang ?? 'en';
  const page = window.document.documentElement;
  page.lang = lang;
  await Promise.all([loadTexts(lang, ['present']), panelsSheet()]);
  // a class's window that is opened from here is of the same class
  keepRoom(room);
  const door = makePresenter(window, room, lang);
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const write = (): void => {
    const { lang: shown, now } = door.store.getState();
    const theme = now?.theme ?? 'auto';
    // what is projected has its own sizes; here is who stands near
    const near = theme === 'projector' ? 'light' : theme;
    page.lang = shown;
    page.dataset.theme = near === 'auto' ? (dark.matches ? 'dark' : 'light') : near;
    page.dataset.presenter = '';
    window.document.title = `${textsOf(shown).present.title} - Novascope`;
  };
  door.store.subscribe(write);
  dark.addEventListener('change', write);
  write();
  createRoot(root).render(
    <StrictMode>
      <Presenter door={door} />
    </StrictMode>,
  );
}

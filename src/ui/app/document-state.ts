/** What the document itself says: language, theme, title, and for tests and embedders `data-idle`, `-scenario`, `-step`. */
import { scenarioTitle, textsOf } from '../../i18n/index.ts';
import { scenarioOf } from '../../store/derived.ts';
import type { PageStore } from '../../store/store.ts';
import type { Frames } from '../canvas/frames.ts';
import { loading } from '../shared/loading.ts';
import { recordingName } from '../shared/recording-name.ts';

export function keepDocument(store: PageStore, frames: Frames, page: Document): void {
  const root = page.documentElement;
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const write = (): void => {
    const state = store.getState();
    const set = (name: string, value: string): void => {
      if (root.dataset[name] !== value) root.dataset[name] = value;
    };
    const theme = state.theme === 'auto' ? (dark.matches ? 'dark' : 'light') : state.theme;
    if (root.lang !== state.lang) root.lang = state.lang;
    set('theme', theme);
    root.style.setProperty('--text-scale', String(state.textScale / 100));
    set('scenario', scenarioOf(state));
    set('step', state.level === 'messages' ? `m${state.step}` : String(state.step));
    set('playing', String(state.playing));
    const coming = state.running || state.nextLang !== null || state.engine.state === 'starting';
    const busy = frames.moving() || coming || loading.pending();
    set('idle', String(!busy));
    const texts = textsOf(state.lang);
    const name = recordingName(state) ?? scenarioTitle(scenarioOf(state), texts);
    const title = `${name} - ${texts.page.title}`;
    // written again it would be drawn again
    if (page.title !== title) page.title = title;
  };
  store.subscribe(write);
  frames.subscribe(write);
  loading.subscribe(write);
  dark.addEventListener('change', write);
  write();
}

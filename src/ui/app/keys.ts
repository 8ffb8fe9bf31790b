/** The keyboard map: media player first. Nothing acts while typing, in a widget that needs the key, or during IME composition. */
import { nextChapter, previousChapter } from '../../core/player/cursor.ts';
import { stepsOf } from '../../store/derived.ts';
import { DOCK_PANELS, SPEEDS } from '../../store/state.ts';
import type { PageState, PageStore } from '../../store/store.ts';
import { closeHelp, openHelp } from '../topbar/Help.tsx';
import { focusLandmark, walkLandmarks } from './landmarks.ts';

export interface Press {
  readonly key: string;
  /** by place on the keyboard: an IME sends full-width forms in `key` */
  readonly code: string;
  readonly shiftKey: boolean;
}

export type KeyAction =
  | 'toggle'
  | 'next'
  | 'previous'
  | 'next_chapter'
  | 'previous_chapter'
  | 'first'
  | 'last'
  | 'faster'
  | 'slower'
  | 'fullscreen'
  | 'help'
  | 'escape'
  | 'landmark'
  | 'landmark_back'
  | `panel_${1 | 2 | 3 | 4 | 5}`;

const NAMED: { readonly [key: string]: readonly [plain: KeyAction, shift: KeyAction] } = {
  ArrowRight: ['next', 'next_chapter'],
  ArrowLeft: ['previous', 'previous_chapter'],
  PageDown: ['next', 'next'],
  PageUp: ['previous', 'previous'],
  Home: ['first', 'first'],
  End: ['last', 'last'],
  F6: ['landmark', 'landmark_back'],
  Escape: ['escape', 'escape'],
};

/** What a key means; null = nothing. `singleKeys` off leaves arrows, Home, End, Page keys, F6, Esc and Space. */
export function actionOf(press: Press, singleKeys: boolean): KeyAction | null {
  const { key, code, shiftKey } = press;
  const named = NAMED[key];
  if (named) return named[shiftKey ? 1 : 0];
  if (code === 'Space') return 'toggle';
  if (!singleKeys) return null;
  if (key === '?' || key === '？' || (code === 'Slash' && shiftKey)) return 'help';
  if (key === '>' || key === '》' || (code === 'Period' && shiftKey)) return 'faster';
  if (key === '<' || key === '《' || (code === 'Comma' && shiftKey)) return 'slower';
  if (shiftKey) return null;
  if (code === 'KeyK') return 'toggle';
  if (code === 'KeyF') return 'fullscreen';
  const digit = /^(?:Digit|Numpad)([1-5])$/.exec(code)?.[1];
  return digit ? (`panel_${digit}` as KeyAction) : null;
}

const TYPING = 'input:not([type=checkbox]):not([type=range]), textarea, select, [contenteditable=true]';
const PRESSABLE = 'button, a[href], summary, input, select, [role=button], [role=tab]';
const ARROWS = '[role=tablist], [role=grid], [role=tree], [data-own-keys]';

/** Whether the focused element needs the key for itself. */
export function isTaken(target: Element | null, action: KeyAction): boolean {
  if (!target || action === 'landmark' || action === 'landmark_back') return false;
  if (action === 'escape') return false;
  if (target.closest(TYPING)) return true;
  if (action === 'toggle') return target.closest(PRESSABLE) !== null;
  const moves = ['next', 'previous', 'next_chapter', 'previous_chapter', 'first', 'last'].includes(action);
  return moves && target.closest(ARROWS) !== null;
}

function speedUp(state: PageState, by: 1 | -1): void {
  const next = SPEEDS[SPEEDS.indexOf(state.speed) + by];
  if (next) state.setSpeed(next);
}

function toggleFullscreen(page: Document): void {
  const change = page.fullscreenElement ? page.exitFullscreen() : page.documentElement.requestFullscreen();
  change.catch(() => undefined);
}

/** Panels by number: 1 narration, 2 steps, 3 details, 4 tables, 5 queues. */
function focusPanel(state: PageState, n: number): void {
  const panel = n === 1 ? undefined : DOCK_PANELS[n - 2];
  if (!panel) return focusLandmark('narration');
  state.setDock(panel);
  requestAnimationFrame(() => focusLandmark('details'));
}

export function act(action: KeyAction, state: PageState, page: Document): void {
  const steps = stepsOf(state);
  switch (action) {
    case 'toggle':
      return state.playing ? state.pause() : state.play();
    case 'next':
      return state.seek(state.step + 1);
    case 'previous':
      return state.seek(state.step - 1);
    case 'next_chapter':
      return state.seek(nextChapter(steps, state.step));
    case 'previous_chapter':
      return state.seek(previousChapter(steps, state.step));
    case 'first':
      return state.seek(1);
    case 'last':
      return state.seek(steps.length);
    case 'faster':
      return speedUp(state, 1);
    case 'slower':
      return speedUp(state, -1);
    case 'fullscreen':
      return toggleFullscreen(page);
    case 'help':
      return openHelp();
    case 'escape':
      return escape(state);
    case 'landmark':
      return walkLandmarks(1);
    case 'landmark_back':
      return walkLandmarks(-1);
    default:
      return focusPanel(state, Number(action.slice(-1)));
  }
}

/** Closes what is on top: the dialog, then the notice, then the dock, then the selection. */
function escape(state: PageState): void {
  closeHelp();
  if (state.notice) state.setNotice(null);
  else if (state.dock) state.setDock(null);
  else state.select(null);
}

export function listenKeys(store: PageStore, window: Window): void {
  window.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const state = store.getState();
    const action = actionOf(event, state.singleKeys);
    const target = event.target instanceof Element ? event.target : null;
    if (!action || isTaken(target, action)) return;
    if (target?.closest('dialog') && action !== 'escape') return;
    if (action === 'escape' && target?.closest('dialog')) return;
    event.preventDefault();
    act(action, state, window.document);
  });
}

/** The keyboard map: media player first. Nothing acts while typing, in a widget that needs the key, or during IME composition. */
import { nextChapter, previousChapter } from '../../core/story/cursor.ts';
import { stepsOf } from '../../store/derived.ts';
import { type DockPanel, SPEEDS } from '../../store/state.ts';
import type { PageState, PageStore } from '../../store/store.ts';
import { focusLandmark, walkLandmarks } from './landmarks.ts';
import { PANEL_IDS, PANELS, type PanelKey } from './panels.tsx';

interface Press {
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
  | 'search'
  | 'bookmark'
  | 'present'
  | 'blank'
  | 'question'
  | 'read'
  | 'escape'
  | 'landmark'
  | 'landmark_back'
  | PanelAction;

type PanelAction = `panel_${PanelKey}`;

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
  if (key === '/' || key === '／' || code === 'Slash') return 'search';
  if (code === 'KeyM') return 'bookmark';
  if (code === 'KeyP') return 'present';
  // a presenter's remote sends the full stop
  if (code === 'KeyB' || code === 'Period' || key === '.') return 'blank';
  if (code === 'KeyQ') return 'question';
  if (code === 'KeyR') return 'read';
  if (code === 'KeyK') return 'toggle';
  if (code === 'KeyF') return 'fullscreen';
  if (code === 'KeyH') return 'panel_H';
  if (code === 'KeyL') return 'panel_L';
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1];
  return digit ? (`panel_${digit}` as PanelAction) : null;
}

const TYPING =
  'input:not([type=checkbox]):not([type=range]), textarea, select, [contenteditable=true], [data-typing]';
const PRESSABLE = 'button, a[href], summary, input, select, [role=button], [role=tab]';
const ARROWS = '[role=tablist], [role=grid], [role=tree], [data-own-keys]';

/** Whether the focused element needs the key for itself: a button needs Space, but not K. */
function isTaken(target: Element | null, action: KeyAction, code: string): boolean {
  if (!target || action === 'landmark' || action === 'landmark_back') return false;
  if (action === 'escape') return false;
  if (target.closest(TYPING)) return true;
  if (action === 'toggle') return code === 'Space' && target.closest(PRESSABLE) !== null;
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

/** Frames in which a panel that is loaded late may still take the focus. */
const LATE = 120;

/** Opened when the next frame has drawn it; a panel that is loaded first takes the focus when it stands there. */
function focusPanel(state: PageState, panel: DockPanel): void {
  const there = document.querySelector<HTMLElement>(`[data-panel="${panel}"]`);
  // on a phone a shut row holds its panel already
  if (there?.checkVisibility()) {
    there.focus();
    return;
  }
  state.setDock(panel);
  const look = (frames: number, waiting: Element | null): void => {
    if (waiting !== null && document.activeElement !== waiting) return;
    const own = document.querySelector<HTMLElement>(`[data-panel="${panel}"]`);
    if (own) {
      own.focus();
      return;
    }
    if (waiting === null) focusLandmark('details');
    const held = document.activeElement;
    if (frames > 0) requestAnimationFrame(() => look(frames - 1, held));
  };
  requestAnimationFrame(() => look(LATE, null));
}

type KeyAct = (state: PageState, page: Document) => void;

const ACTS: { readonly [A in Exclude<KeyAction, PanelAction>]: KeyAct } = {
  toggle: (state) => (state.playing ? state.pause() : state.play()),
  next: (state) => state.seek(state.step + 1),
  previous: (state) => state.seek(state.step - 1),
  next_chapter: (state) => state.seek(nextChapter(stepsOf(state), state.step)),
  previous_chapter: (state) => state.seek(previousChapter(stepsOf(state), state.step)),
  first: (state) => state.seek(1),
  last: (state) => state.seek(stepsOf(state).length),
  faster: (state) => speedUp(state, 1),
  slower: (state) => speedUp(state, -1),
  fullscreen: (_state, page) => toggleFullscreen(page),
  help: (state) => state.setHelping(true),
  search: (state) => state.setSearching(true),
  bookmark: (state) => state.toggleBookmark(),
  present: (state) => state.toClass('window'),
  blank: (state) => state.toClass('blank'),
  read: (state) => state.toClass('read'),
  question: (state) => state.toClass('question'),
  escape: closeTop,
  landmark: () => walkLandmarks(1),
  landmark_back: () => walkLandmarks(-1),
};

const PANEL_ACTS: ReadonlyMap<string, KeyAct> = new Map(
  PANEL_IDS.map((id) => [
    `panel_${PANELS[id].key}`,
    (state) => (id === 'narration' ? focusLandmark(id) : focusPanel(state, id)),
  ]),
);

const isPanel = (action: KeyAction): action is PanelAction => action.startsWith('panel_');

/** Closes what is on top: a dialog that is still on its way, the notice, then the dock, then the selection. */
function closeTop(state: PageState): void {
  if (state.searching) state.setSearching(false);
  else if (state.helping) state.setHelping(false);
  else if (state.notice) state.setNotice(null);
  else if (state.dock) state.setDock(null);
  else state.select(null);
}

/** As Esc does: a native dialog then gives the focus back. */
function closeDialogs(page: Document): void {
  for (const dialog of page.querySelectorAll('dialog')) dialog.close();
}

/** The field that is typed into, also inside a shadow root; null = none. */
function fieldOf(target: Element | null): HTMLElement | null {
  const field = target?.closest<HTMLElement>(TYPING) ?? null;
  return field?.matches('select') ? null : field;
}

/** From a field to the part of the page that it stands in, so that the keys of the page act again. */
function leaveField(field: HTMLElement): void {
  const active = field.shadowRoot?.activeElement ?? document.activeElement;
  if (active instanceof HTMLElement) active.blur();
  field.closest<HTMLElement>('[data-panel], [data-landmark]')?.focus();
}

/**
 * A button that has just been pressed keeps the focus, and Space would press it again: order another server where the
 * reader wants to pause. So Space plays and pauses there, too, until the focus has been somewhere else: after a press
 * with the pointer, and after one with a key that started something.
 */
function watchPresses(store: PageStore, window: Window): (target: Element | null) => boolean {
  let pressed: Element | null = null;
  let before = store.getState();
  const pressable = ({ target }: Event): Element | null =>
    target instanceof Element ? target.closest('button, summary, [role=tab]') : null;
  window.addEventListener('click', () => (before = store.getState()), true);
  window.addEventListener('click', (event) => {
    const { playing, running } = store.getState();
    const hasStarted = playing !== before.playing || running !== before.running;
    if (event.detail > 0 || hasStarted) pressed = pressable(event);
  });
  window.addEventListener('focusin', (event) => {
    if (pressable(event) !== pressed) pressed = null;
  });
  // a browser that presses a button when the key goes up must not do it after all
  window.addEventListener('keyup', (event) => {
    if (event.code === 'Space' && pressed !== null && pressable(event) === pressed) event.preventDefault();
  });
  return (target) => pressed !== null && target?.closest('button, summary, [role=tab]') === pressed;
}

export function listenKeys(store: PageStore, window: Window): void {
  const isSpent = watchPresses(store, window);
  window.addEventListener('keydown', (event) => {
    if (event.isComposing || event.altKey || event.defaultPrevented) return;
    const state = store.getState();
    if (event.ctrlKey || event.metaKey) {
      if (event.code !== 'KeyK' || event.shiftKey) return;
      event.preventDefault();
      if (state.searching) closeDialogs(window.document);
      else state.setSearching(true);
      return;
    }
    const action = actionOf(event, state.singleKeys);
    const target = event.target instanceof Element ? event.target : null;
    const isPlay = action === 'toggle' && event.code === 'Space' && isSpent(target);
    if (!action || (!isPlay && isTaken(target, action, event.code))) return;
    // also where the focus was on what has left it: what stands over the page has the keys
    if (target?.closest('dialog') || window.document.querySelector('dialog:modal')) return;
    // a dialog that is on its way has them, too: what is typed ahead is no order to the page
    if ((state.searching || state.helping) && action !== 'escape') return;
    if (action === 'escape') {
      // a menu shuts by itself; a field is left first, what it stands in is shut by the next press
      if (window.document.querySelector(':popover-open')) return;
      const field = fieldOf(target);
      if (field) {
        leaveField(field);
        return;
      }
    }
    event.preventDefault();
    const act = isPanel(action) ? PANEL_ACTS.get(action) : ACTS[action];
    act?.(state, window.document);
  });
}

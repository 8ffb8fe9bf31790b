/** Keys of the presenter's window, those of a presenter's remote among them. */
import type { PresenterDoor } from './presenter-store.ts';

type KeyDeed = (door: PresenterDoor) => void;
const go =
  (by: 1 | -1): KeyDeed =>
  ({ say }) =>
    say('go', { by });
const blank: KeyDeed = ({ say, store }) => say('blank', { on: !store.getState().now?.blank });
const play: KeyDeed = ({ say, store }) => say('play', { on: !store.getState().now?.playing });

/** By place on the keyboard: an input method sends other letters. */
const KEYS: { readonly [code: string]: KeyDeed } = {
  ArrowRight: go(1),
  ArrowLeft: go(-1),
  PageDown: go(1),
  PageUp: go(-1),
  Home: ({ say }) => say('seek', { n: 1 }),
  End: ({ say, store }) => say('seek', { n: store.getState().now?.count ?? 1 }),
  KeyB: blank,
  Period: blank,
  KeyK: play,
  KeyN: ({ store }) => store.setState({ notes: !store.getState().notes }),
  Escape: ({ say }) => say('spot', { id: null }),
};

export function listenPresenterKeys(door: PresenterDoor, window: Window): () => void {
  const press = (event: KeyboardEvent): void => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest('input, select, textarea')) return;
    // some remotes send no place on a keyboard
    const deed = KEYS[event.code] ?? KEYS[event.key] ?? (event.key === '.' ? blank : undefined);
    if (!deed || door.store.getState().now === null) return;
    event.preventDefault();
    deed(door);
  };
  window.addEventListener('keydown', press);
  return () => window.removeEventListener('keydown', press);
}

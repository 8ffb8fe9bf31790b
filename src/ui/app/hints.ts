/**
 * What a first visit may want to know: three sentences, each when what comes before it was done, beside the page and never over
 * it. Once put away, or once all was done, they never come again.
 */
import { stepOf } from '../../store/derived.ts';
import type { Hint } from '../../store/state.ts';
import type { PageState, PageStore } from '../../store/store.ts';

type Judge = (state: PageState) => boolean;

const HINTS: readonly { readonly which: Hint; readonly due: Judge; readonly done: Judge }[] = [
  { which: 'node', due: ({ step }) => step > 1, done: ({ selection }) => selection !== null },
  {
    which: 'rows',
    due: (state) => (stepOf(state)?.rows.length ?? 0) > 0,
    done: ({ dock, beside }) => dock === 'tables' || beside === 'tables',
  },
  { which: 'search', due: () => true, done: ({ searching }) => searching },
];

export function keepHints(store: PageStore): void {
  let left = HINTS;
  let isOwn = false;
  const end = (): void => {
    stop();
    store.getState().setHints(false);
  };
  const look = (now: PageState, before: PageState): void => {
    const [hint] = left;
    if (!hint || isOwn) return;
    const stood = before.notice?.kind === 'hint';
    if (stood && now.notice === null && now.shown === before.shown) {
      end();
      return;
    }
    if (hint.done(now)) {
      left = left.slice(1);
      if (left.length === 0) end();
      if (now.notice?.kind === 'hint') {
        // it is this that puts it away, not the reader
        isOwn = true;
        now.setNotice(null);
        isOwn = false;
      }
      return;
    }
    if (now.notice === null && !now.playing && !now.asking && hint.due(now))
      now.setNotice({ kind: 'hint', which: hint.which });
  };
  const stop = store.subscribe(look);
  look(store.getState(), store.getState());
}

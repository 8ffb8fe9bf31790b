/** The lesson that is being written of the run on the screen; it lasts as long as the page. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  type ChapterDraft,
  emptyChapter,
  emptyDraft,
  type LessonDraft,
} from '../../core/lessons/make-lesson.ts';
import { placeOf } from '../../core/quiz/kinds.ts';
import { stepsOf } from '../../store/derived.ts';
import type { PageStore } from '../../store/store.ts';

interface AuthorState {
  readonly isOpen: boolean;
  readonly draft: LessonDraft;
  /** index of the chapter that is written */
  readonly at: number;
}

interface Author {
  readonly store: StoreApi<AuthorState>;
  setOpen(isOpen: boolean): void;
  change(more: Partial<LessonDraft>): void;
  /** of the chapter that is written */
  changeChapter(more: Partial<ChapterDraft>): void;
  /** A further chapter, which begins at the step that is shown. */
  addChapter(): void;
  removeChapter(): void;
  goTo(at: number): void;
}

const authors = new WeakMap<PageStore, Author>();

export function authorOf(page: PageStore): Author {
  const known = authors.get(page);
  if (known) return known;
  const made = makeAuthor(page);
  authors.set(page, made);
  return made;
}

function makeAuthor(page: PageStore): Author {
  const here = () => placeOf(stepsOf(page.getState()), page.getState().step);
  const store = createStore<AuthorState>()(() => ({ isOpen: false, draft: emptyDraft(1), at: 0 }));
  const change = (more: Partial<LessonDraft>): void =>
    store.setState({ draft: { ...store.getState().draft, ...more } });
  return {
    store,
    setOpen: (isOpen) => store.setState({ isOpen }),
    change,
    changeChapter(more) {
      const { draft, at } = store.getState();
      change({ chapters: draft.chapters.map((one, i) => (i === at ? { ...one, ...more } : one)) });
    },
    addChapter() {
      const { chapters } = store.getState().draft;
      change({ chapters: [...chapters, emptyChapter(here())] });
      store.setState({ at: chapters.length });
    },
    removeChapter() {
      const { draft, at } = store.getState();
      if (draft.chapters.length === 1) return;
      change({ chapters: draft.chapters.filter((_, i) => i !== at) });
      store.setState({ at: Math.max(0, at - 1) });
    },
    goTo: (at) => store.setState({ at }),
  };
}

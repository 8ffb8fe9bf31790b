/** The runs of a chapter: computed by one press, then shown one by one, compared, and with the panel that they want. */
import type { Chapter, Lesson } from '../../core/lessons/lesson.ts';
import { textsOf } from '../../i18n/index.ts';
import { keptRun, lessonsOf } from '../../store/lessons.ts';
import type { PageState } from '../../store/store.ts';
import { useActions, usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';

interface Props {
  readonly lesson: Lesson;
  readonly chapter: Chapter;
}

const keptOf = (state: PageState, lesson: Lesson, id: string) => {
  const experiment = lesson.experiments[id]?.experiment;
  return experiment ? keptRun(state, experiment) : null;
};

export function ChapterRuns({ lesson, chapter }: Props) {
  const page = usePageStore();
  const t = useStore((s) => textsOf(s.lang).lessons);
  const panels = useStore((s) => textsOf(s.lang).page.panels);
  const running = useStore((s) => s.running);
  const isOff = useStore((s) => s.engine.state === 'off');
  const { setDock } = useActions();
  const missing = useStore((s) => chapter.runs.some((id) => !keptOf(s, lesson, id)));
  const { panel } = chapter;
  const compare = (): void => {
    const [here, there] = chapter.runs.map((id) => keptOf(page.getState(), lesson, id));
    if (!here || !there) return;
    page.getState().showRun(here.id);
    page.getState().compareWith(there.id);
  };
  return (
    <div className="lesson-chapter-way flex flex-wrap gap-1.5">
      {missing ? (
        <Button
          look="filled"
          disabled={running || isOff}
          data-lesson-run=""
          onClick={() => void lessonsOf(page).getState().show()}
        >
          {t.runAll}
        </Button>
      ) : (
        chapter.runs.map((id) => <ShowRun key={id} id={id} lesson={lesson} chapter={chapter} />)
      )}
      {!missing && chapter.runs.length > 1 ? (
        <Button data-lesson-compare="" onClick={compare}>
          {t.compare}
        </Button>
      ) : null}
      {panel ? (
        <Button look="quiet" data-lesson-panel={panel} onClick={() => setDock(panel)}>
          {t.look(panels[panel])}
        </Button>
      ) : null}
    </div>
  );
}

function ShowRun({ id, lesson, chapter }: Props & { readonly id: string }) {
  const page = usePageStore();
  const lang = useStore((s) => s.lang);
  const t = useStore((s) => textsOf(s.lang).lessons);
  const isShown = useStore((s) => keptOf(s, lesson, id)?.id === s.shown);
  const name = lesson.experiments[id]?.name[lang] ?? id;
  return (
    <Button
      className="text-left whitespace-normal"
      aria-pressed={isShown}
      data-lesson-show={id}
      onClick={() => void lessonsOf(page).getState().show(id)}
    >
      {chapter.runs.length === 1 ? t.fromStart : `${isShown ? t.shown : t.show}: ${name}`}
    </Button>
  );
}

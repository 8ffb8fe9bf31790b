/**
 * The lesson "why is there no nova database?": the short answer, four layouts that can be chosen and asked, one server on its
 * way through the databases, and what the other projects keep. It stands beside the console, which answers.
 */
import { useCallback } from 'react';
import { LESSON_LAYOUTS, layoutOf, layoutOfTrace } from '../../core/databases/layouts.ts';
import { type DatabasesLessonTexts, textsOf } from '../../i18n/index.ts';
import { rich } from '../../i18n/rich.ts';
import { consoleLayout, consoleOf } from '../../store/console.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';
import { useLifetime } from '../shared/hooks.ts';
import { RichText } from '../shared/RichText.tsx';
import { LayoutPicture } from './LayoutPicture.tsx';
import { questionsOf } from './questions.ts';
import { ServerWay } from './ServerWay.tsx';
import '../shared/quiet.css';
import './lesson.css';
import { traceOf } from '../../store/derived.ts';

export function DatabasesLesson() {
  const page = usePageStore();
  const t = useStore((s) => textsOf(s.lang).databasesLesson);
  const asTerminal = useCallback(() => {
    consoleOf(page).getState().setView('terminal');
    return () => undefined;
  }, [page]);
  useLifetime(asTerminal);
  const ask = (sql: string): void => {
    consoleOf(page).getState().setView('terminal');
    void consoleOf(page).getState().run(sql);
  };
  return (
    <section className="lesson" aria-label={t.label} data-lesson="">
      <h3 className="lesson-title">{t.title}</h3>
      {t.answer.map((sentence) => (
        <p key={sentence}>
          <Marked text={sentence} />
        </p>
      ))}
      <Layouts t={t} ask={ask} />
      <ServerWay t={t} />
      <Others t={t} />
    </section>
  );
}

const Marked = ({ text }: { text: string }) => <RichText parts={rich(text, () => false)} />;

function Layouts({ t, ask }: { t: DatabasesLessonTexts; ask: (sql: string) => void }) {
  const own = useStore((s) => layoutOfTrace(traceOf(s)));
  const id = useStore(consoleLayout);
  const setSqlLayout = useStore((s) => s.setSqlLayout);
  const layout = layoutOf(id);
  const texts = useStore((s) => textsOf(s.lang));
  const lesson = LESSON_LAYOUTS.find((one) => one === id);
  return (
    <>
      <h4 className="lesson-part">{t.layouts}</h4>
      <fieldset className="lesson-layouts" aria-label={t.layouts}>
        {LESSON_LAYOUTS.map((one) => (
          <Button
            key={one}
            aria-pressed={one === id}
            data-layout-of={one}
            onClick={() => setSqlLayout(one === own ? null : one)}
          >
            <span className="lesson-name">{t.names[one]}</span>
            <span className="lesson-when">{t.when[one]}</span>
          </Button>
        ))}
      </fieldset>
      {lesson ? (
        <>
          <p>
            <Marked text={t.what[lesson]} />
          </p>
          <p className="lesson-why">
            <Marked text={t.why[lesson]} />
          </p>
        </>
      ) : null}
      <LayoutPicture layout={layout} t={t} texts={texts} ask={ask} />
      <h4 className="lesson-part">{t.ask}</h4>
      <p className="quiet">{t.askNote}</p>
      <ul className="lesson-questions">
        {questionsOf(layout).map(({ id: question, sql }) => (
          <li key={question}>
            <Button look="quiet" className="lesson-question" data-ask={question} onClick={() => ask(sql)}>
              <span>{t.questions[question]}</span>
              <Code>{sql}</Code>
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Others({ t }: { t: DatabasesLessonTexts }) {
  return (
    <Disclosure summary={t.others}>
      <p>{t.othersNote}</p>
      <dl className="lesson-others">
        {(['keystone', 'glance', 'neutron', 'cinder'] as const).map((name) => (
          <div key={name}>
            <dt>
              <Code>{name}</Code>
            </dt>
            <dd>{t.keeps[name]}</dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  );
}

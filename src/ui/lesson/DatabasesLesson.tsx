/**
 * The lesson "why is there no nova database?": the short answer, four layouts that can be chosen and asked, one server on its
 * way through the databases, and what the other projects keep. It stands beside the console, which answers.
 */
import { useCallback } from 'react';
import { LESSON_LAYOUTS, layoutOfTrace } from '../../core/databases/layouts.ts';
import { type DatabasesLessonTexts, textsOf } from '../../i18n/index.ts';
import { rich } from '../../i18n/rich.ts';
import { consoleLayout, consoleOf, consoleServer } from '../../store/console.ts';
import { traceOf } from '../../store/derived.ts';
import { useActions, usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';
import { useLifetime } from '../shared/hooks.ts';
import { RichText } from '../shared/RichText.tsx';
import { LayoutPicture } from './LayoutPicture.tsx';
import { questionsOf } from './questions.ts';
import { ServerWay } from './ServerWay.tsx';

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
    <section
      className="lesson flex min-w-0 flex-col gap-3 px-5 py-4 [&>p]:max-w-[44rem] [&>p]:text-pretty phone:px-4"
      aria-label={t.label}
      data-lesson=""
    >
      <h3 className="lesson-title text-say font-semibold">{t.title}</h3>
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
  const { setSqlLayout } = useActions();
  const layout = useStore(consoleServer);
  const texts = useStore((s) => textsOf(s.lang));
  const lesson = LESSON_LAYOUTS.find((one) => one === id);
  return (
    <>
      <h4 className="lesson-part pt-3 text-body font-semibold">{t.layouts}</h4>
      <fieldset
        className="lesson-layouts grid grid-cols-[repeat(auto-fit,minmax(9.5rem,1fr))] gap-1.5"
        aria-label={t.layouts}
      >
        {LESSON_LAYOUTS.map((one) => (
          <Button
            key={one}
            className="flex-col items-start! gap-0! py-1.5 text-left whitespace-normal!"
            aria-pressed={one === id}
            data-layout-of={one}
            onClick={() => setSqlLayout(one === own ? null : one)}
          >
            <span className="lesson-name font-semibold">{t.names[one]}</span>
            <span className="lesson-when text-cap font-normal text-ink-2">{t.when[one]}</span>
          </Button>
        ))}
      </fieldset>
      {lesson ? (
        <>
          <p>
            <Marked text={t.what[lesson]} />
          </p>
          <p className="lesson-why border-l-3 border-ink pl-3">
            <Marked text={t.why[lesson]} />
          </p>
        </>
      ) : null}
      <LayoutPicture layout={layout} t={t} texts={texts} ask={ask} />
      <h4 className="lesson-part pt-3 text-body font-semibold">{t.ask}</h4>
      <p className="text-ui text-ink-2">{t.askNote}</p>
      <ul className="lesson-questions flex flex-col gap-1">
        {questionsOf(layout).map(({ id: question, sql }) => (
          <li key={question}>
            <Button
              look="quiet"
              className="lesson-question w-full flex-col items-start! gap-0! py-1.5 text-left whitespace-normal! [&_code]:text-cap [&_code]:font-normal"
              data-ask={question}
              onClick={() => ask(sql)}
            >
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
      <dl className="lesson-others text-ui [&>div]:grid [&>div]:grid-cols-[6rem_1fr] [&>div]:gap-2 [&>div]:py-0.5">
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

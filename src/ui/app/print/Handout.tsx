/** The handout: head with name and QR, then chapter by chapter the map, the steps with their sentences, boxes for predictions, tables. */
import type { ReactNode } from 'react';
import { isOpen, type OpenQuestion, type Posed } from '../../../core/quiz/posed.ts';
import { isSetback } from '../../../core/story/setbacks.ts';
import type { Step } from '../../../core/story/step.ts';
import type { Trace } from '../../../core/trace/trace.ts';
import { duration, isActorOf, narration, richTitle, textsOf } from '../../../i18n/index.ts';
import { rich } from '../../../i18n/rich.ts';
import { traceOf } from '../../../store/derived.ts';
import { lessonsOf } from '../../../store/lessons.ts';
import { usePageStore, useStore } from '../../../store/use-store.ts';
import { mapShapes, staged } from '../../canvas/picture/map-shapes.ts';
import { pictureOf, storyName } from '../../canvas/picture/picture-of.ts';
import { choiceText, shortened } from '../../quiz/thing-text.ts';
import { drawn } from '../../shared/Drawn.tsx';
import { KindGlyph } from '../../shared/KindGlyph.tsx';
import { QrCode } from '../../shared/QrCode.tsx';
import { RichText } from '../../shared/RichText.tsx';
import { addressOf } from '../link.ts';
import { type HandoutChapter, handoutOf } from './handout.ts';
import { rowsWritten } from './rows-written.ts';

const useSheet = () => useStore((s) => textsOf(s.lang).paper).sheet;

export function Handout() {
  const page = usePageStore();
  const lang = useStore((s) => s.lang);
  const { lesson } = lessonsOf(page).getState();
  const chapters = handoutOf(page.getState(), lesson);
  return (
    <>
      <Head
        title={storyName(page.getState())}
        about={lesson?.about[lang] ?? null}
        minutes={lesson?.minutes ?? null}
      />
      {chapters.map((chapter, i) => (
        <ChapterSheet key={chapter.id} of={chapter} n={i + 1} />
      ))}
    </>
  );
}

interface HeadProps {
  readonly title: string;
  readonly about: string | null;
  readonly minutes: number | null;
}

export function Head({ title, about, minutes }: HeadProps) {
  const page = usePageStore();
  const t = useSheet();
  const words = useStore((s) => textsOf(s.lang).present);
  const source = useStore((s) => traceOf(s).source);
  const link = new URL(addressOf(page.getState(), []), window.location.href).href;
  return (
    <header className="paper-head">
      <div>
        <p className="paper-source">Novascope · {t.source[source]}</p>
        <h1>{title}</h1>
        {about === null ? null : (
          <p>
            {about}
            {minutes === null ? '' : ` (${t.minutes(minutes)})`}
          </p>
        )}
        <p className="paper-who">
          <span>{t.name}</span>
          <span>{t.date}</span>
        </p>
      </div>
      <figure className="paper-qr">
        <QrCode link={link} name={t.qr} tooLong={words.tooLong} width="30mm" />
        <figcaption>{t.qr}</figcaption>
      </figure>
    </header>
  );
}

function ChapterSheet({ of, n }: { of: HandoutChapter; n: number }) {
  const lang = useStore((s) => s.lang);
  const t = useSheet();
  const texts = useStore((s) => textsOf(s.lang));
  const { chapter, phase, story, steps, at } = of;
  const title = chapter ? chapter.title[lang] : texts.words.chapters[phase ?? 'other'];
  return (
    <section className="paper-chapter" data-paper-chapter={of.id}>
      <div className="paper-opening">
        <h2>{t.chapter(n, title)}</h2>
        {chapter?.text.map((text) => (
          <p key={text.en}>
            <RichText parts={rich(text[lang], () => false)} />
          </p>
        ))}
        {story && at > 0 ? <MapFigure story={story} n={at} caption={t.mapAt(at)} /> : null}
      </div>
      {story ? null : <p className="paper-note">{t.notRun}</p>}
      {story && steps.length > 0 ? (
        <ol className="paper-steps">
          {steps.flatMap((step) => [
            ...of.questions
              .filter((one) => one.n === step.n)
              .map((one) => <Prediction key={`${one.kind} ${one.n}`} question={one} trace={story.trace} />),
            <StepLine key={step.n} step={step} trace={story.trace} />,
            ...(of.tables.includes(step.n)
              ? [<Written key={`rows ${step.n}`} step={step} trace={story.trace} />]
              : []),
          ])}
        </ol>
      ) : null}
      {chapter?.exercises.map((exercise) => (
        <div key={exercise.id} className="paper-box">
          <h3>{t.exercise(exercise.title[lang])}</h3>
          {exercise.task.map((text) => (
            <p key={text.en}>
              <RichText parts={rich(text[lang], () => false)} />
            </p>
          ))}
          <Lines count={3} />
        </div>
      ))}
    </section>
  );
}

interface MapFigureProps {
  readonly story: NonNullable<HandoutChapter['story']>;
  readonly n: number;
  readonly caption: ReactNode;
}

export function MapFigure({ story, n, caption }: MapFigureProps) {
  const page = usePageStore();
  const texts = useStore((s) => textsOf(s.lang));
  const stage = staged(story, n, 'lesson');
  const { ink } = pictureOf(page.getState());
  const { width, height } = stage.map;
  return (
    <figure className="paper-map">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={texts.paper.sheet.mapAt(n)}
        fontFamily={ink.sans}
      >
        {drawn(mapShapes(stage, stage.show.duration, texts, ink))}
      </svg>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

interface StepProps {
  readonly step: Step;
  readonly trace: Trace;
}

/** The same sentences as the page tells and the announcer says. */
export function StepWords({ step, trace }: StepProps) {
  const texts = useStore((s) => textsOf(s.lang));
  const isBad = isSetback(step, trace);
  return (
    <>
      <h3>
        <span className="paper-number">{step.n}</span>
        <KindGlyph kind={isBad ? 'error' : step.kind} size="1.2em" />
        <span className="paper-kind">{texts.words.kinds[step.kind]}</span>{' '}
        <RichText parts={richTitle(texts, step, trace)} />
        <span className="paper-time">{duration(step.at / 1000)}</span>
      </h3>
      <p>
        <RichText parts={narration(texts, step, trace)} />
      </p>
    </>
  );
}

const StepLine = ({ step, trace }: StepProps) => (
  <li className="paper-step" value={step.n} data-paper-step={step.n}>
    <StepWords step={step} trace={trace} />
  </li>
);

/** Choices to tick, and room for a reason. What is right stands in no file, and not on the paper. */
function Prediction({ question, trace }: { question: Posed | OpenQuestion; trace: Trace }) {
  const t = useSheet();
  const words = useStore((s) => textsOf(s.lang).quiz);
  const marked = (text: string): ReactNode => <RichText parts={rich(shortened(text), isActorOf(trace))} />;
  return (
    <li className="paper-box paper-question" data-paper-question={question.kind}>
      <h3>{t.predict(question.n)}</h3>
      <p>{isOpen(question) ? words.open[question.open] : marked(words.ask[question.kind](question.about))}</p>
      {isOpen(question) ? null : (
        <ul className="paper-choices">
          {question.choices.map((choice) => (
            <li key={choice.id}>
              <span className="paper-tick" />
              {marked(choiceText(choice, words))}
            </li>
          ))}
        </ul>
      )}
      <p className="paper-because">{t.because}</p>
    </li>
  );
}

const Lines = ({ count }: { count: number }) => (
  <div className="paper-lines" aria-hidden="true">
    {Array.from({ length: count }, (_, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: lines to write on have nothing else
      <span key={i} />
    ))}
  </div>
);

function Written({ step, trace }: StepProps) {
  const t = useSheet();
  const { rows, more } = rowsWritten(trace, step);
  return (
    <li className="paper-written" data-paper-table={step.n}>
      <table>
        <caption>{t.tableAt(step.n)}</caption>
        <thead>
          <tr>
            <th scope="col">{t.table}</th>
            <th scope="col">{t.column}</th>
            <th scope="col">{t.before}</th>
            <th scope="col">{t.after}</th>
          </tr>
        </thead>
        {rows.map(({ id, table, row, kind, cells, more: left }) => (
          <tbody key={id}>
            {cells.map(({ column, before, after }, i) => (
              <tr key={column}>
                {i === 0 ? (
                  <th scope="rowgroup" rowSpan={cells.length + (left > 0 ? 1 : 0)}>
                    <code>{table}</code>
                    <small>
                      {t.row} {row}
                      {kind === 'updated' ? '' : ` · ${t[kind]}`}
                    </small>
                  </th>
                ) : null}
                <td>
                  <code>{column}</code>
                </td>
                <td>{before === null ? '–' : <code>{before}</code>}</td>
                <td>{after === null ? '–' : <code>{after}</code>}</td>
              </tr>
            ))}
            {left > 0 ? (
              <tr>
                <td colSpan={3}>{t.more(left)}</td>
              </tr>
            ) : null}
          </tbody>
        ))}
      </table>
      {more > 0 ? <p className="paper-source">{t.moreRows(more)}</p> : null}
    </li>
  );
}

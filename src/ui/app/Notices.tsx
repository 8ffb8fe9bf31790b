/** What the page has to say about itself: a bad link, a failed run, a browser without WebAssembly. */
import { type ComponentProps, type ReactNode, Suspense } from 'react';
import { unreachable } from '../../core/base/assert.ts';
import { type AsideTexts, LANGUAGES, type Lang, textsOf } from '../../i18n/index.ts';
import { isRecording } from '../../store/derived.ts';
import { MOST_RUNS, shownRun } from '../../store/runs.ts';
import type { Notice } from '../../store/state.ts';
import type { PageStore } from '../../store/store.ts';
import { useActions, usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { ErrorBoundary } from '../shared/ErrorBoundary.tsx';
import { lazily } from '../shared/lazily.tsx';
import { runOffered } from './link.ts';
import { takeOver } from './take-over.ts';

/** What was read when it was offered. */
const openOffered = async (store: PageStore, text: string): Promise<void> => {
  const { openLessonText } = await import('../../store/lessons.ts');
  await openLessonText(store, text);
};

const CommandNames = lazily(
  ['aside', 'commands'],
  async () => (await import('./CommandNames.tsx')).CommandNames,
);

/** Where the names cannot be had, the words of the trace stand for them. */
function Named({ commands, say }: ComponentProps<typeof CommandNames>) {
  return (
    <ErrorBoundary fallback={() => say([...new Set(commands)].join(', '))}>
      <Suspense>
        <CommandNames commands={commands} say={say} />
      </Suspense>
    </ErrorBoundary>
  );
}

const RefusedCommand = lazily(
  ['aside', 'commands'],
  async () => (await import('./CommandNames.tsx')).RefusedCommand,
);

/** In the reader's language, where its words can be had. */
function Told({ fallback, ...props }: ComponentProps<typeof RefusedCommand> & { fallback: string }) {
  return (
    <ErrorBoundary fallback={() => fallback}>
      <Suspense>
        <RefusedCommand {...props} />
      </Suspense>
    </ErrorBoundary>
  );
}

function sentenceOf(notice: Notice, texts: AsideTexts['notice'], lang: Lang): ReactNode {
  switch (notice.kind) {
    case 'unknown_scenario':
      return texts.unknown_scenario(notice.asked);
    case 'unknown_step':
      return texts.unknown_step(notice.asked, notice.shown);
    case 'unknown_lang':
      return texts.unknown_lang(notice.asked);
    case 'unread_link':
      return texts.unread_link(notice.parts.join(', '));
    case 'lang_failed':
      return texts.lang_failed(LANGUAGES[notice.lang].ownName, notice.message);
    case 'run_failed':
      return texts.run_failed(notice.message);
    case 'trace_error':
      return texts.trace_error(notice.message);
    case 'bad_run':
      return texts.bad_run(notice.message);
    case 'live':
      return texts.live[notice.state];
    case 'lesson_offered':
      return texts.lesson_offered(notice.title[lang]);
    case 'bad_lesson':
      return texts.bad_lesson(notice.message);
    case 'run_offered': {
      const names = (notice.experiment.commands ?? []).map((command) => command.name);
      return <Named commands={names} say={(told) => texts.run_offered(names.length, told)} />;
    }
    case 'forked':
      return <Named commands={[notice.command]} say={(told) => texts.forked(told, notice.step)} />;
    case 'ordered':
      return <Named commands={[notice.command]} say={(told) => texts.ordered(told, notice.step)} />;
    case 'refused': {
      const asIs = texts.refused(notice.message);
      return notice.refused ? <Told fallback={asIs} refused={notice.refused} /> : asIs;
    }
    case 'no_experiment':
      return textsOf(lang).page.notice.no_experiment;
    case 'hint':
      return texts.hints[notice.which];
    case 'new_version':
      return texts.new_version;
    case 'too_many_runs':
      return texts.too_many_runs(MOST_RUNS);
    default:
      return unreachable(notice);
  }
}

const NOTICE =
  'notice flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-sunken px-4 py-1 text-ui *:[button]:flex-none';

export function Notices() {
  const texts = useStore((s) => textsOf(s.lang).aside);
  const lang = useStore((s) => s.lang);
  const notice = useStore((s) => s.notice);
  const engine = useStore((s) => s.engine);
  const isAside = useStore(isRecording);
  const { setNotice } = useActions();
  const store = usePageStore();
  return (
    <>
      {engine.state === 'off' ? (
        <p className={`${NOTICE} min-h-11`} role="status" data-notice="engine_off">
          {texts.engine.off(engine.reason)}
        </p>
      ) : null}
      {isAside ? <RecordingNotice look={NOTICE} /> : null}
      {notice ? (
        <p className={`${NOTICE} min-h-10`} role="status" data-notice={notice.kind}>
          {sentenceOf(notice, texts.notice, lang)}
          {notice.kind === 'lesson_offered' ? (
            <Button data-lesson-offered="" onClick={() => void openOffered(store, notice.text)}>
              {texts.notice.open_it}
            </Button>
          ) : null}
          {notice.kind === 'run_offered' ? (
            <Button onClick={() => void runOffered(store)}>{texts.notice.run_it}</Button>
          ) : null}
          {notice.kind === 'new_version' ? (
            <Button data-load-version="" onClick={() => void takeOver(store, window)}>
              {texts.notice.load_it}
            </Button>
          ) : null}
          {notice.kind === 'forked' ? <BackToParent label={texts.notice.back_to_parent} /> : null}
          {notice.kind === 'forked' ? <CompareWithParent label={texts.notice.compare_with_parent} /> : null}
          <Button look="quiet" onClick={() => setNotice(null)}>
            {texts.notice.dismiss}
          </Button>
        </p>
      ) : null}
    </>
  );
}

const RecordingNotice = lazily(
  ['recording'],
  async () => (await import('./RecordingNotice.tsx')).RecordingNotice,
);

/** With and without the command. */
function CompareWithParent({ label }: { label: string }) {
  const parent = useStore((s) => shownRun(s).parent);
  const { compareWith } = useActions();
  if (parent === null) return null;
  return (
    <Button data-compare="" onClick={() => compareWith(parent)}>
      {label}
    </Button>
  );
}

/** The run before the fork, at the same moment. */
function BackToParent({ label }: { label: string }) {
  const parent = useStore((s) => shownRun(s).parent);
  const { showRun: show } = useActions();
  if (parent === null) return null;
  return (
    <Button data-back-to-parent="" onClick={() => show(parent)}>
      {label}
    </Button>
  );
}

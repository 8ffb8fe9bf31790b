/** For who opens the page for the first time: what it is, and where to go besides Play. It makes place from the second step on. */
import { ChartLine, GitFork, GraduationCap } from 'lucide-react';
import { scenarioById } from '../../core/scenarios/scenarios.ts';
import { textsOf } from '../../i18n/index.ts';
import { experimentOf, scenarioOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';

const ICON = {
  size: '1.2em',
  strokeWidth: 1.9,
  'aria-hidden': true,
  className: 'flex-none text-ink-3',
} as const;

export function FirstSteps() {
  const texts = useStore((s) => textsOf(s.lang).page);
  const isFirst = useStore((s) => s.step <= 1 && scenarioOf(s) === 'boot' && experimentOf(s) !== null);
  const setDock = useStore((s) => s.setDock);
  const open = useStore((s) => s.open);
  if (!isFirst) return null;
  const lesson = scenarioById('why-a-queue');
  const look = 'justify-start py-1 text-left whitespace-normal!';
  return (
    <section
      className="first-steps flex flex-none flex-col gap-1 border-line bg-paper px-4 py-2 desk:sticky desk:bottom-0 desk:z-1 desk:border-y desk:px-5 phone:border-t"
      aria-label={texts.start.label}
    >
      <p className="text-ui text-pretty text-ink-2">{texts.about}</p>
      <div className="-mx-2.5 flex flex-col tall:flex-row projector:hidden">
        <Button
          look="quiet"
          className={look}
          onClick={() => lesson && void open(lesson.id, lesson.experiment)}
        >
          <GraduationCap {...ICON} />
          {texts.start.lesson}
        </Button>
        <Button look="quiet" className={look} onClick={() => setDock('experiment')}>
          <GitFork {...ICON} />
          {texts.start.experiment}
        </Button>
        <Button look="quiet" className={look} onClick={() => setDock('lab')}>
          <ChartLine {...ICON} />
          {texts.start.lab}
        </Button>
      </div>
    </section>
  );
}

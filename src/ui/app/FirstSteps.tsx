/** For who opens the page for the first time: what it is, and where to go besides Play. It makes place from the second step on. */
import { scenarioById } from '../../core/scenarios/scenarios.ts';
import { textsOf } from '../../i18n/index.ts';
import { experimentOf, scenarioOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { PANELS } from './panels.tsx';

/** In the order of what asks least of a reader. */
const WAYS = ['lesson', 'experiment', 'lab'] as const;

export function FirstSteps() {
  const texts = useStore((s) => textsOf(s.lang).page);
  const isFirst = useStore((s) => s.step <= 1 && scenarioOf(s) === 'boot' && experimentOf(s) !== null);
  const { setDock, open } = useActions();
  if (!isFirst) return null;
  const lesson = scenarioById('why-a-queue');
  return (
    <section
      className="first-steps flex flex-none flex-col gap-1 border-line bg-paper px-4 py-2 projector:gap-0 desk:projector:py-1 lesson:projector:py-0 desk:sticky desk:bottom-0 desk:z-1 desk:border-y desk:px-5 phone:border-t"
      aria-label={texts.start.label}
    >
      <p className="text-ui text-pretty text-ink-2">{texts.about}</p>
      <div className="-mx-2.5 flex flex-col tall:mx-0 tall:flex-row tall:flex-wrap tall:*:px-1 projector:mx-0 projector:flex-row projector:gap-x-3">
        {WAYS.map((way) => {
          const { icon: Icon } = PANELS[way];
          return (
            <Button
              key={way}
              look="quiet"
              className="justify-start py-1 text-left whitespace-normal! projector:min-h-6 projector:min-w-6 projector:px-0 projector:py-0 projector:whitespace-nowrap!"
              onClick={() =>
                way === 'lesson' ? lesson && void open(lesson.id, lesson.experiment) : setDock(way)
              }
            >
              <Icon
                size="1.2em"
                strokeWidth={1.9}
                aria-hidden="true"
                className="flex-none text-ink-3 projector:hidden"
              />
              <span className="projector:hidden">{texts.start[way]}</span>
              {/* where letters are large all three stand in one line, by the names of their panels */}
              <span className="hidden underline decoration-line-2 underline-offset-3 projector:inline">
                {texts.panels[way]}
              </span>
            </Button>
          );
        })}
      </div>
    </section>
  );
}

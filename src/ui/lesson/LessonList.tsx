/** The lessons that the page brings along, in the order in which they are best taken. */
import { LESSONS } from '../../core/scenarios/lessons.ts';
import { scenarioById } from '../../core/scenarios/scenarios.ts';
import { scenarioTitle, textsOf } from '../../i18n/index.ts';
import { scenarioOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';

export function LessonList() {
  const texts = useStore((s) => textsOf(s.lang));
  const open = useStore((s) => s.open);
  const shown = useStore(scenarioOf);
  return (
    <ol className="lesson-list flex flex-wrap gap-1.5" aria-label={texts.lessons.all}>
      {LESSONS.map(({ id }, i) => (
        <li key={id}>
          <Button
            className="text-left whitespace-normal!"
            aria-pressed={id === shown}
            data-lesson-open={id}
            onClick={() => {
              const scenario = scenarioById(id);
              if (scenario) void open(id, scenario.experiment);
            }}
          >
            <span className="text-ink-3 tabular-nums">{i + 1}</span>
            {scenarioTitle(id, texts)}
          </Button>
        </li>
      ))}
    </ol>
  );
}

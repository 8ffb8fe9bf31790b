/** The lessons that the page brings along, in the order in which they are best taken; the incidents, in any. */
import { Check } from 'lucide-react';
import { useStore as useSlice } from 'zustand';
import { SCENARIOS } from '../../core/scenarios/scenarios.ts';
import { scenarioTitle, textsOf } from '../../i18n/index.ts';
import { scenarioOf } from '../../store/derived.ts';
import { lessonsOf } from '../../store/lessons.ts';
import { useActions, usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';

export function LessonList() {
  const t = useStore((s) => textsOf(s.lang).lessons);
  return (
    <div className="flex flex-col gap-2">
      <Openings group="lessons" label={t.all} />
      <h4 className="text-ui font-semibold">{t.incidents}</h4>
      <Openings group="incidents" label={t.incidents} />
    </div>
  );
}

interface OpeningsProps {
  readonly group: 'lessons' | 'incidents';
  readonly label: string;
}

function Openings({ group, label }: OpeningsProps) {
  const texts = useStore((s) => textsOf(s.lang));
  const { open } = useActions();
  const shown = useStore(scenarioOf);
  const reached = useSlice(lessonsOf(usePageStore()), (s) => s.progress.exercises);
  const isCured = (id: string): boolean => group === 'incidents' && reached[`${id}/cure`]?.done === true;
  return (
    <ol className="lesson-list flex flex-wrap gap-1.5" aria-label={label} data-list={group}>
      {SCENARIOS.filter((one) => one.group === group).map(({ id, experiment }, i) => (
        <li key={id}>
          <Button
            className="text-left whitespace-normal!"
            aria-pressed={id === shown}
            data-lesson-open={id}
            onClick={() => void open(id, experiment)}
          >
            <span className="text-ink-3 tabular-nums">{i + 1}</span>
            {scenarioTitle(id, texts)}
            {isCured(id) ? (
              <Check size="1.1em" strokeWidth={2.4} className="flex-none" aria-label={texts.lessons.cured} />
            ) : null}
          </Button>
        </li>
      ))}
    </ol>
  );
}

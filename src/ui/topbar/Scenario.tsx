/** The choice of what is shown: stories of Nova, lessons, the broker alone. The browser's own list. */
import { ChevronDown } from 'lucide-react';
import { GROUPS } from '../../core/scenarios/scenario.ts';
import { SCENARIOS, scenarioById } from '../../core/scenarios/scenarios.ts';
import { scenarioTitle, textsOf } from '../../i18n/index.ts';
import { scenarioOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { recordingName } from '../shared/recording-name.ts';

export function Scenario() {
  const texts = useStore((s) => textsOf(s.lang));
  const { top } = texts.page;
  const scenario = useStore(scenarioOf);
  const { open } = useActions();
  const recording = useStore(recordingName);
  const file = useStore((s) => s.lesson?.title?.[s.lang] ?? null);
  /** what is none of the list: a recording, or a lesson that came from a file */
  const other = recording ?? (scenarioById(scenario) ? null : (file ?? scenario));
  const choose = (id: string): void => {
    const chosen = scenarioById(id);
    if (chosen) void open(chosen.id, chosen.experiment);
  };
  return (
    <span className="relative grid min-w-0 items-center phone:flex-[1_1_4rem]">
      <select
        className="topbar-scenario min-h-9 max-w-72 min-w-0 cursor-pointer appearance-none rounded-m bg-transparent pr-8 pl-2.5 text-ui font-semibold text-ellipsis [field-sizing:content] hover:bg-sunken touch:min-h-[44px] lesson:max-w-60 lesson:projector:max-w-36 [.topbar:not(:has(.chapters,[data-steps-toggle]))_&]:max-w-[32vw] phone:w-full phone:max-w-full phone:pr-6 phone:pl-1.5"
        aria-label={top.scenario}
        title={other ?? scenarioTitle(scenario, texts)}
        value={scenario}
        onChange={(event) => choose(event.target.value)}
      >
        {other === null ? null : <option value={scenario}>{other}</option>}
        {GROUPS.map((group) => (
          <optgroup key={group} label={top.groups[group]}>
            {SCENARIOS.filter((one) => one.group === group).map(({ id }) => (
              <option key={id} value={id}>
                {scenarioTitle(id, texts)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <ChevronDown
        size="1.1em"
        className="pointer-events-none absolute right-2.5 text-ink-3 phone:right-1"
        aria-hidden="true"
      />
    </span>
  );
}

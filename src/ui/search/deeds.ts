/** What can be done from here, too: panels, scenarios, the next error, a bookmark, and every command that makes sense now. */
import { useMemo } from 'react';
import { SCENARIOS } from '../../core/scenarios/scenarios.ts';
import { commandsAt } from '../../core/story/commands-at.ts';
import { stepOfFact } from '../../core/story/cursor.ts';
import { nextFact } from '../../core/story/run-until.ts';
import { scenarioTitle, type Texts } from '../../i18n/index.ts';
import { bookmarkedSteps, factAt, isRecording, stepsOf, traceOf } from '../../store/derived.ts';
import type { DockPanel } from '../../store/state.ts';
import type { PageState } from '../../store/store.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { targetName, targetsOf } from '../shared/command-targets.ts';
import { menuCommand, targetKey } from '../shared/menu-command.ts';
import type { Deed } from './results.ts';

const canOrder = (state: PageState): boolean =>
  !isRecording(state) && traceOf(state).source === 'simulated' && state.engine.state !== 'off';

/** Those that need nothing more to be said. */
function commandDeeds(state: PageState, texts: Texts): readonly Deed[] {
  if (!canOrder(state)) return [];
  const t = texts.experiment.commands;
  const [trace, fact] = [traceOf(state), factAt(state)];
  return [...targetsOf(state).values()].flat().flatMap((target) =>
    commandsAt(trace, fact, target)
      .filter(({ refusal }) => refusal === null)
      .map((at) => menuCommand(at, texts, t))
      .filter(({ asks }) => asks.length === 0)
      .map(({ at, label, key }): Deed => {
        const { name, args } = at;
        const of = target.kind === 'cloud' || target.kind === 'broker' ? '' : targetName(target, t);
        return {
          id: `command-${targetKey(target)}-${key}`,
          label: texts.data.search.command(label, of),
          isAsked: true,
          act: () => void state.issue({ name, args }),
        };
      }),
  );
}

export function useDeeds(texts: Texts, panels: readonly DockPanel[]): readonly Deed[] {
  const t = texts.data.search;
  const { setDock, seek, open, toggleBookmark } = useStore((s) => s);
  const error = useStore((s) => {
    const fact = nextFact(traceOf(s), factAt(s), { what: 'error' });
    return fact && stepOfFact(stepsOf(s), fact.index);
  });
  const isMarked = useStore((s) => bookmarkedSteps(s).includes(s.step));
  const store = usePageStore();
  // the dialog lets nothing of the run change while it stands there
  const commands = useMemo(() => commandDeeds(store.getState(), texts), [store, texts]);
  const { steps } = texts.panels;
  return useMemo(
    () => [
      ...(error === null ? [] : [{ id: 'error', label: steps.nextErrorTitle, act: () => seek(error) }]),
      { id: 'bookmark', label: isMarked ? steps.unbookmarkTitle : steps.bookmarkTitle, act: toggleBookmark },
      ...panels.map((panel) => ({
        id: `panel-${panel}`,
        label: t.panel(texts.page.panels[panel]),
        act: () => setDock(panel),
      })),
      ...SCENARIOS.map((scenario) => ({
        id: `scenario-${scenario.id}`,
        label: t.scenario(scenarioTitle(scenario.id, texts)),
        act: () => void open(scenario.id, scenario.experiment),
      })),
      ...commands,
    ],
    [error, isMarked, steps, texts, t, panels, seek, setDock, open, toggleBookmark, commands],
  );
}

/** Which run the shown one is compared with. What follows from it is `compared.ts`: it is not needed at the page's start. */
import type { GetState, SetState } from './door.ts';
import { runToOrderIn } from './recording.ts';
import { isSimulated, type Simulated, shownRun } from './runs.ts';
import type { Actions, State } from './state.ts';

/** The panel opens with it: one press shows how the two runs turned out. */
export function makeCompare(set: SetState, get: GetState): Pick<Actions, 'compareWith'> {
  return {
    compareWith(compared) {
      if (compared === null) set({ compared });
      else if (runToOrderIn(set, get) === null) return;
      else if (compared !== get().shown) set({ compared, dock: 'experiment' });
    },
  };
}

export type RunsCompared = Pick<State, 'runs' | 'shown' | 'compared'>;

/** null = nothing is compared: none was chosen, it was deleted, it is the very run that is shown, or a recording is shown. */
export function otherOf(state: RunsCompared): Simulated | null {
  const { runs, shown, compared } = state;
  if (compared === null || compared === shown || !isSimulated(shownRun(state))) return null;
  return runs.filter(isSimulated).find(({ id }) => id === compared) ?? null;
}

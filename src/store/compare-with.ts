/** Which run the shown one is compared with. What follows from it is `compared.ts`: it is not needed at the page's start. */
import type { Branch } from './branches.ts';
import type { GetState, SetState } from './door.ts';
import type { Actions, State } from './state.ts';

/** The panel opens with it: one press shows how the two runs turned out. */
export function makeCompare(set: SetState, get: GetState): Pick<Actions, 'compareWith'> {
  return {
    compareWith(compared) {
      if (compared === null) set({ compared });
      else if (compared !== get().branch) set({ compared, dock: 'experiment' });
    },
  };
}

type Tree = Pick<State, 'branches' | 'branch' | 'compared'>;

/** null = nothing is compared: none was chosen, it was deleted, or it is the very run that is shown. */
export function otherOf({ branches, branch, compared }: Tree): Branch | null {
  if (compared === null || compared === branch) return null;
  return branches.find(({ id }) => id === compared) ?? null;
}

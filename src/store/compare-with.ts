/** Which run the shown one is compared with. What follows from it is `compared.ts`: it is not needed at the page's start. */

import { refusedAside } from './aside.ts';
import type { Branch } from './branches.ts';
import type { GetState, SetState } from './door.ts';
import type { Actions, State } from './state.ts';

/** The panel opens with it: one press shows how the two runs turned out. */
export function makeCompare(set: SetState, get: GetState): Pick<Actions, 'compareWith'> {
  return {
    compareWith(compared) {
      if (compared === null) set({ compared });
      else if (refusedAside(set, get)) return;
      else if (compared !== get().branch) set({ compared, dock: 'experiment' });
    },
  };
}

type Tree = Pick<State, 'branches' | 'branch' | 'compared' | 'aside'>;

/** null = nothing is compared: none was chosen, it was deleted, it is the very run that is shown, or none is shown. */
export function otherOf({ branches, branch, compared, aside }: Tree): Branch | null {
  if (compared === null || compared === branch || aside) return null;
  return branches.find(({ id }) => id === compared) ?? null;
}

/** What the members of a group do, as on a card of their own. */
import { StateIcon } from './CardView.tsx';
import type { FoldGroup } from './fold-groups.ts';

const STATES = { down: 'stopped', busy: 'working', up: 'idle', disabled: 'disabled' } as const;

export const GroupIcon = ({ group }: { group: FoldGroup }) => (
  <StateIcon state={STATES[group]} free={false} />
);

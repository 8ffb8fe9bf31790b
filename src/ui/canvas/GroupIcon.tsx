/** What the members of a group do, as on a card of their own; a disabled service is crossed once. */
import { Disabled, StateIcon } from './CardView.tsx';
import type { FoldGroup } from './fold-groups.ts';

export function GroupIcon({ group }: { group: FoldGroup }) {
  if (group === 'disabled') return <Disabled />;
  const state = group === 'down' ? 'stopped' : group === 'busy' ? 'working' : 'idle';
  return <StateIcon state={state} free={false} />;
}

/** What the members of a group do, as on a card of their own; a disabled service is crossed once. */
import { StateIcon } from './CardView.tsx';
import type { FoldGroup } from './fold-groups.ts';

export function GroupIcon({ group }: { group: FoldGroup }) {
  if (group === 'disabled') return <Disabled />;
  const state = group === 'down' ? 'stopped' : group === 'busy' ? 'working' : 'idle';
  return <StateIcon state={state} free={false} />;
}

const Disabled = () => (
  <svg
    width="15"
    height="15"
    viewBox="0 0 24 24"
    className="shrink-0 fill-none stroke-current stroke-[2.4]"
    data-mark="disabled"
    strokeLinecap="round"
    aria-hidden="true"
  >
    <path d="M12 5 A7 7 0 1 1 12 19 A7 7 0 1 1 12 5 Z M7 17 L17 7" />
  </svg>
);

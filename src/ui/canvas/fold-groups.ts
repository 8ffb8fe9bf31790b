/** What the many services behind one card do, as groups that count up to all of them. */
import { indexOf, type TraceIndex } from '../../core/reading/trace-index.ts';
import type { Row } from '../../core/trace/fact.ts';
import type { ServicePlace, Trace } from '../../core/trace/trace.ts';
import type { World } from '../../core/trace/world.ts';

/** `down`: it does not run, or was forced down; `disabled`: it runs, and gets no new instances; `busy`: it works, or waits. */
export const FOLD_GROUPS = ['busy', 'up', 'disabled', 'down'] as const;
export type FoldGroup = (typeof FOLD_GROUPS)[number];

export type FoldGroups = { readonly [G in FoldGroup]: readonly ServicePlace[] };

export function foldGroups(trace: Trace, world: World, members: readonly ServicePlace[]): FoldGroups {
  const groups: { [G in FoldGroup]: ServicePlace[] } = { busy: [], up: [], disabled: [], down: [] };
  const set = settingsAt(trace, world.index);
  for (const place of members) {
    const state = world.services.get(place.actor)?.state;
    const { disabled, down } = set.get(`${place.program} ${place.host}`) ?? NOTHING;
    const isDown = state === 'stopped' || down;
    groups[isDown ? 'down' : disabled ? 'disabled' : state === 'idle' ? 'up' : 'busy'].push(place);
  }
  return groups;
}

/** What an operator has set of a service, in its row of `services`. */
interface Settings {
  readonly disabled: boolean;
  readonly down: boolean;
}
const NOTHING: Settings = { disabled: false, down: false };

interface Change {
  /** of its fact; -1 = from the beginning */
  readonly index: number;
  readonly key: string;
  readonly set: Settings;
}

const isTrue = (value: unknown): boolean => value === 1 || value === true;
const settingsIn = ({ disabled, forced_down }: Row): Settings => ({
  disabled: isTrue(disabled),
  down: isTrue(forced_down),
});

/** Only what differs from what was set before: services report themselves every ten seconds. */
function changesIn({ head, of }: TraceIndex): readonly Change[] {
  const changes: Change[] = [];
  const note = (index: number, row: Row, before: Row | null): void => {
    const set = settingsIn(row);
    const old = before ? settingsIn(before) : NOTHING;
    if (set.disabled === old.disabled && set.down === old.down) return;
    changes.push({ index, key: `${String(row.binary)} ${String(row.host)}`, set });
  };
  for (const [table, rows] of Object.entries(head.seed)) {
    if (/^nova\w*\.services$/.test(table)) for (const row of rows) note(-1, row, null);
  }
  for (const { index, table, before, after } of of('row.changed')) {
    if (table === 'services' && after) note(index, after, before);
  }
  return changes;
}

/** Whether an operator has taken the service out of the choice of a host. */
export const isDisabled = (trace: Trace, world: World, { program, host }: ServicePlace): boolean =>
  settingsAt(trace, world.index).get(`${program} ${host}`)?.disabled ?? false;

function settingsAt(trace: Trace, index: number): ReadonlyMap<string, Settings> {
  const changes = indexOf(trace).once(changesIn);
  const now = new Map<string, Settings>();
  for (const change of changes) if (change.index <= index) now.set(change.key, change.set);
  return now;
}

/** The rows of the list that a card of many opens to: groups, and under those that are open their hosts. */
import type { ServicePlace } from '../../core/trace/trace.ts';
import { FOLD_GROUPS, type FoldGroup, type FoldGroups } from './fold-groups.ts';

export type FoldRow =
  | { readonly kind: 'group'; readonly group: FoldGroup; readonly count: number; readonly open: boolean }
  | {
      readonly kind: 'host';
      readonly group: FoldGroup;
      readonly place: ServicePlace;
      /** its place in its group, from 1 */
      readonly nth: number;
      readonly of: number;
    };

/** `asked`: a part of the host's name; what is found stands open. */
export function foldRows(
  groups: FoldGroups,
  open: ReadonlySet<FoldGroup>,
  asked: string,
): readonly FoldRow[] {
  const name = asked.trim().toLowerCase();
  return FOLD_GROUPS.flatMap((group): readonly FoldRow[] => {
    const found = groups[group].filter(({ host }) => host.toLowerCase().includes(name));
    if (found.length === 0) return [];
    const isOpen = name !== '' || open.has(group);
    const head: FoldRow = { kind: 'group', group, count: found.length, open: isOpen };
    if (!isOpen) return [head];
    return [
      head,
      ...found.map((place, i): FoldRow => ({ kind: 'host', group, place, nth: i + 1, of: found.length })),
    ];
  });
}

/** Where a key leads from row `at`; null = it is no key of the list. */
export function rowByKey(rows: readonly FoldRow[], at: number, key: string, page: number): number | null {
  const end = rows.length - 1;
  const to: { readonly [key: string]: number } = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: end,
  };
  const next = to[key];
  return next === undefined ? null : Math.max(0, Math.min(next, end));
}

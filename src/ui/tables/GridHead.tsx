/** The head of the rows: the columns' names, each of them sorts by its column. */
import { ChevronDown, ChevronUp } from 'lucide-react';
import { memo, type ReactNode, useCallback } from 'react';
import type { Texts } from '../../i18n/index.ts';
import { GRID_HEAD } from '../shared/grid-look.ts';
import type { RowsSeen } from './seen.ts';
import type { Sorting } from './view.ts';

interface Props {
  readonly columns: readonly string[];
  /** under which each of them is drawn */
  readonly keys: readonly string[];
  readonly sorting: Sorting | null;
  readonly onSeen: (change: Partial<RowsSeen>) => void;
  readonly texts: Texts;
}

export const GridHead = memo(function GridHead({ columns, keys, sorting, onSeen, texts }: Props) {
  const word = texts.panels.tables;
  const onSort = useCallback(
    (column: string): void => {
      const isSorted = sorting?.column === column;
      if (isSorted && sorting.descending) onSeen({ sorting: null });
      else onSeen({ sorting: { column, descending: isSorted } });
    },
    [sorting, onSeen],
  );
  return (
    <thead>
      <tr>
        <th scope="col" className="sticky top-0 left-0 z-3 w-8 border-b border-line bg-paper">
          <span className="sr-only">{word.change}</span>
        </th>
        {columns.map((column, i) => (
          <Column
            key={keys[i]}
            name={column}
            sorted={sortWord(sorting, column)}
            title={word.sortBy(column)}
            onSort={onSort}
          />
        ))}
      </tr>
    </thead>
  );
});

type Sorted = 'ascending' | 'descending' | 'none';

interface ColumnProps {
  readonly name: string;
  readonly sorted: Sorted;
  readonly title: string;
  readonly onSort: (column: string) => void;
}

const Column = memo(function Column({ name, sorted, title, onSort }: ColumnProps) {
  return (
    <th scope="col" className={GRID_HEAD} aria-sort={sorted}>
      <button
        type="button"
        className="inline-flex min-h-6 min-w-6 items-center gap-1 hover:text-ink focus-visible:-outline-offset-2 touch:min-h-11"
        title={title}
        onClick={() => onSort(name)}
      >
        <span lang="en">{name}</span>
        {sortSign(sorted)}
      </button>
    </th>
  );
});

function sortWord(sorting: Sorting | null, column: string): Sorted {
  if (sorting?.column !== column) return 'none';
  return sorting.descending ? 'descending' : 'ascending';
}

function sortSign(sorted: Sorted): ReactNode {
  if (sorted === 'none') return null;
  const Sign = sorted === 'descending' ? ChevronDown : ChevronUp;
  return <Sign size={14} strokeWidth={2.4} aria-hidden="true" />;
}

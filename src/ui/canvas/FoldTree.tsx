/** Hosts by group, as a tree with one stop of the Tab key; of a thousand only those in sight are drawn. */
import { type KeyboardEvent, useRef, useState } from 'react';
import { textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { FOLD_GROUPS, type FoldGroup, type FoldGroups } from './fold-groups.ts';
import { type FoldRow, foldRows, rowByKey } from './fold-rows.ts';
import { GroupIcon } from './GroupIcon.tsx';

/** Heights of the list and of a row, px. */
const LIST = 352;
const ROW = 44;
/** drawn above and below what is in sight */
const MORE = 3;

const idOf = (i: number): string => `fold-row-${i}`;

interface Props {
  readonly groups: FoldGroups;
  readonly asked: string;
  readonly onChoose: (actor: string) => void;
}

export function FoldTree({ groups, asked, onChoose }: Props) {
  const t = useStore((s) => textsOf(s.lang).aside).fold;
  const words = useStore((s) => textsOf(s.lang).page).map.groups;
  const list = useRef<HTMLDivElement>(null);
  // the only group there is stands open
  const [open, setOpen] = useState<ReadonlySet<FoldGroup>>(() => onlyOne(groups));
  const [at, setAt] = useState(0);
  const [top, setTop] = useState(0);
  const rows = foldRows(groups, open, asked);
  const active = Math.min(at, rows.length - 1);
  const first = Math.max(0, Math.floor(top / ROW) - MORE);
  const seen = rows.slice(first, first + Math.ceil(LIST / ROW) + 2 * MORE);

  const goTo = (i: number): void => {
    setAt(i);
    const box = list.current;
    if (!box) return;
    box.scrollTop = Math.max(Math.min(box.scrollTop, i * ROW), (i + 1) * ROW - box.clientHeight);
  };
  const turn = (group: FoldGroup, isOpen: boolean): void => {
    const rest = [...open].filter((one) => one !== group);
    setOpen(new Set(isOpen ? [...rest, group] : rest));
  };
  const press = (row: FoldRow | undefined): void => {
    if (row?.kind === 'group') turn(row.group, !row.open);
    else if (row) onChoose(row.place.actor);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[active];
    const next = rowByKey(rows, active, event.key, Math.floor(LIST / ROW));
    if (!row) return;
    if (next !== null) goTo(next);
    else if (event.key === 'Enter' || event.key === ' ') press(row);
    else if (event.key === 'ArrowRight') turn(row.group, true);
    else if (event.key === 'ArrowLeft') {
      turn(row.group, false);
      goTo(rows.findIndex((one) => one.kind === 'group' && one.group === row.group));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  if (rows.length === 0) return <p className="text-ui text-ink-2">{t.none}</p>;
  return (
    <div
      ref={list}
      className="fold-rows relative overflow-y-auto rounded-m border border-line focus-visible:outline-2 focus-visible:outline-focus"
      style={{ height: Math.min(LIST, rows.length * ROW + 2) }}
      role="tree"
      tabIndex={0}
      aria-label={t.groups}
      aria-activedescendant={idOf(active)}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: rows.length * ROW }} />
      {seen.map((row, i) => (
        <Row
          key={row.kind === 'group' ? row.group : row.place.actor}
          row={row}
          i={first + i}
          isActive={first + i === active}
          word={words[row.group]}
          onPress={() => {
            setAt(first + i);
            press(row);
          }}
        />
      ))}
    </div>
  );
}

function onlyOne(groups: FoldGroups): ReadonlySet<FoldGroup> {
  const filled = FOLD_GROUPS.filter((group) => groups[group].length > 0);
  return new Set(filled.length === 1 ? filled : []);
}

interface RowProps {
  readonly row: FoldRow;
  readonly i: number;
  readonly isActive: boolean;
  readonly word: string;
  readonly onPress: () => void;
}

function Row({ row, i, isActive, word, onPress }: RowProps) {
  const isGroup = row.kind === 'group';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names its active row
    <div
      id={idOf(i)}
      role="treeitem"
      className="absolute inset-x-0 flex cursor-pointer items-center gap-2 px-3 text-ui hover:bg-sunken data-active:bg-sunken data-active:outline-2 data-active:-outline-offset-2 data-active:outline-focus data-host:pl-8"
      style={{ top: i * ROW, height: ROW }}
      aria-level={isGroup ? 1 : 2}
      aria-expanded={isGroup ? row.open : undefined}
      aria-selected={isActive}
      aria-setsize={isGroup ? undefined : row.of}
      aria-posinset={isGroup ? undefined : row.nth}
      data-group={isGroup ? row.group : undefined}
      data-host={isGroup ? undefined : row.place.host}
      data-active={isActive || undefined}
      onClick={onPress}
    >
      <GroupIcon group={row.group} />
      {isGroup ? (
        <>
          <span className="font-semibold">{word}</span>
          <b className="ml-auto font-semibold tabular-nums">{row.count}</b>
        </>
      ) : (
        <>
          <span lang="en" translate="no">
            {row.place.actor}
          </span>
          <span className="ml-auto text-ink-2">{word}</span>
        </>
      )}
    </div>
  );
}

/** The databases of a layout, and what moved since the one before it: drawn from the tables themselves. */
import { type Layout, LESSON_LAYOUTS, layoutOf, SERVER_DATABASES } from '../../core/databases/layouts.ts';
import { movesBetween } from '../../core/databases/moves.ts';
import type { DatabasesLessonTexts, Texts } from '../../i18n/index.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';

interface Props {
  readonly layout: Layout;
  readonly t: DatabasesLessonTexts;
  readonly texts: Texts;
  readonly ask: (sql: string) => void;
}

export function LayoutPicture({ layout, t, texts, ask }: Props) {
  const before = beforeOf(layout);
  const moves = before ? movesBetween(before, layout) : [];
  const isNew = (name: string): boolean =>
    before !== null && !before.databases.some((one) => one.name === name);
  const nova = layout.databases.filter(({ name }) => /^(nova|placement)/.test(name));
  const others = layout.databases.filter((one) => !nova.includes(one));
  return (
    <>
      {[nova, others].map((databases) => (
        <ul className="lesson-databases flex flex-wrap gap-2" key={databases[0]?.name}>
          {databases.map(({ name, tables }) => (
            <li key={name}>
              <Button
                className="lesson-database relative flex-col gap-0! rounded-[14px/22px]! px-4 py-1.5 data-new:border-2 data-new:border-ins data-new:pr-6 data-new:after:absolute data-new:after:top-0 data-new:after:right-2 data-new:after:font-semibold data-new:after:text-ins data-new:after:content-['+']"
                data-database={name}
                data-new={isNew(name) || undefined}
                title={t.showTables(name)}
                onClick={() => ask(`SHOW TABLES IN ${name};`)}
              >
                <Code>{name}</Code>
                <span className="lesson-count text-cap font-normal text-ink-2">
                  {tables.length === 0 ? t.nameOnly : t.tables(tables.length)}
                </span>
              </Button>
            </li>
          ))}
        </ul>
      ))}
      <p className="text-ui text-ink-2">
        {t.own} <Code>{SERVER_DATABASES.join(texts.panels.common.comma)}</Code>
      </p>
      {moves.length === 0 ? null : (
        <>
          <p className="lesson-since pt-1">{t.sinceBefore}</p>
          {moves.map(({ from, to, tables }) => (
            <Disclosure
              key={`${from} ${to}`}
              summary={from === null ? t.added(to, tables.length) : t.moved(from, to, tables.length)}
            >
              <p className="lesson-tables flex flex-wrap gap-x-3 text-ui" lang="en">
                {tables.map((table) => (
                  <code key={table}>{table}</code>
                ))}
              </p>
            </Disclosure>
          ))}
        </>
      )}
    </>
  );
}

/** The layout before it in history. */
function beforeOf(layout: Layout): Layout | null {
  const at = LESSON_LAYOUTS.findIndex((id) => id === layout.id);
  const before = LESSON_LAYOUTS[at - 1];
  return before ? layoutOf(before, layout.cells) : null;
}

/** Every host with its end, what Placement knows of its room, and its weight. */
import type { HostChoice, HostLine, Search } from '../../core/reading/host-choice.ts';
import type { ProviderStock } from '../../core/reading/provider-stock.ts';
import { endText, figure } from '../../i18n/choice-say.ts';
import type { ChoiceTexts } from '../../i18n/index.ts';
import { Code } from '../shared/Code.tsx';
import { NARROW, TABLE } from '../shared/table-look.ts';
import { EndSign } from './EndSign.tsx';
import { Sentence } from './Sentence.tsx';

/** More rows than that are read in the CSV. */
const MOST = 60;

export interface SearchProps {
  readonly search: Search;
  readonly t: ChoiceTexts;
}

export function Hosts({ choice, search, t }: SearchProps & { readonly choice: HostChoice }) {
  const classes = Object.keys(choice.asked.resources);
  const { hosts } = search;
  if (hosts.length === 0) return null;
  return (
    <div className="min-w-0">
      <table className={`choice-hosts ${TABLE} ${NARROW}`}>
        <caption>{t.hosts.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.hosts.host}</th>
            <th scope="col">{t.hosts.end}</th>
            {classes.map((name) => (
              <th key={name} scope="col" lang="en" translate="no">
                {name}
              </th>
            ))}
            <th scope="col">{t.hosts.weight}</th>
          </tr>
        </thead>
        <tbody>
          {hosts.slice(0, MOST).map((line) => (
            <Line
              key={line.host}
              line={line}
              classes={classes}
              told={endText(t, choice, search, line.end)}
              t={t}
            />
          ))}
        </tbody>
      </table>
      {hosts.length > MOST ? (
        <p className="pt-1.5 text-ui text-ink-3">{t.hosts.more(hosts.length - MOST)}</p>
      ) : null}
    </div>
  );
}

interface HostLineProps {
  readonly line: HostLine;
  readonly classes: readonly string[];
  readonly told: string;
  readonly t: ChoiceTexts;
}

function Line({ line: { host, end, stock, weight }, classes, told, t }: HostLineProps) {
  const isShort = (name: string): boolean =>
    end.kind === 'left_out' && end.by.why === 'no_room' && end.by.of === name;
  return (
    <tr data-host={host} data-choice={end.kind}>
      <th scope="row" className="whitespace-nowrap">
        <EndSign end={end} />
        <Code>{host}</Code>
      </th>
      <td data-label={t.hosts.end} className={end.kind === 'chosen' ? 'font-semibold' : ''}>
        <Sentence text={told} />
      </td>
      {classes.map((name) => {
        const one = stock.find(({ resource }) => resource === name);
        return (
          <td
            key={name}
            data-label={name}
            data-short={isShort(name) || undefined}
            className="data-short:text-error"
          >
            {one ? <Room stock={one} t={t} /> : '-'}
          </td>
        );
      })}
      <td data-label={t.hosts.weight}>{weight === null ? t.hosts.unweighed : figure(weight)}</td>
    </tr>
  );
}

/** What is free, how that comes about, and what is asked of it. */
function Room({ stock, t }: { stock: ProviderStock; t: ChoiceTexts }) {
  const { total, reserved, ratio, used, capacity, asked } = stock;
  const sum = t.hosts.sum(figure(total), figure(reserved), figure(ratio), figure(used));
  return (
    <>
      <span className="block">{t.hosts.room(figure(capacity - used), figure(asked))}</span>
      <span className="block text-cap text-ink-3">{sum}</span>
    </>
  );
}

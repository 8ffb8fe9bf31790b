/** What each weigher made of each host: raw, normalized, its share; the sum is the weight, and the weights are the order. */
import { type HostChoice, sharesOf } from '../../core/reading/host-choice.ts';
import type { Weighing } from '../../core/trace/fact.ts';
import { figure } from '../../i18n/choice-say.ts';
import type { ChoiceTexts } from '../../i18n/index.ts';
import { Code } from '../shared/Code.tsx';
import { NARROW, TABLE } from '../shared/table-look.ts';
import type { SearchProps } from './Hosts.tsx';

/** Columns for so many hosts, the best. */
const MOST = 5;

export function Weighers({ choice, search: { weighed }, t }: SearchProps & { readonly choice: HostChoice }) {
  if (!weighed) return choice.failed ? <p className="text-ui text-ink-3">{t.weighers.none}</p> : null;
  const { hosts, weighers } = weighed;
  if (weighers.length === 0) return <p className="text-ui text-ink-3">{t.weighers.single}</p>;
  const best = hosts.slice(0, MOST);
  const isEven = hosts.length > 1 && hosts[0]?.weight === hosts[1]?.weight;
  return (
    <div className="min-w-0">
      <table className={`choice-weighers ${TABLE} ${NARROW}`}>
        <caption>{t.weighers.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.weighers.weigher}</th>
            <th scope="col">{t.weighers.multiplier}</th>
            {best.map(({ host }) => (
              <th key={host} scope="col" lang="en" translate="no">
                {host}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weighers.map((one) => (
            <Row key={one.weigher} weighing={one} hosts={best.map(({ host }) => host)} t={t} />
          ))}
          <tr className="font-semibold">
            <th scope="row" className="font-semibold!">
              {t.weighers.sum}
            </th>
            <td className="@max-[26rem]:hidden!" />
            {best.map(({ host, weight }) => (
              <td key={host} data-label={host}>
                {figure(weight)}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
      {isEven ? <p className="pt-1.5 text-ui text-ink-2">{t.weighers.even}</p> : null}
      {hosts.length > MOST ? <p className="pt-1.5 text-ui text-ink-3">{t.weighers.more(MOST)}</p> : null}
    </div>
  );
}

interface RowProps {
  readonly weighing: Weighing;
  readonly hosts: readonly string[];
  readonly t: ChoiceTexts;
}

/** One that makes no difference is quiet. */
function Row({ weighing, hosts, t }: RowProps) {
  const { weigher, multiplier, least, raw, normalized } = weighing;
  const shares = sharesOf(weighing);
  const isQuiet = shares.every((share) => share === 0);
  return (
    <tr data-weigher={weigher} className={isQuiet ? 'text-ink-3' : ''}>
      <th scope="row">
        <Code>{weigher}</Code>
      </th>
      <td data-label={t.weighers.multiplier}>
        {figure(multiplier)}
        <span className="ml-1.5 text-cap text-ink-3">
          {least === null ? t.weighers.fromLeast : t.weighers.from(least)}
        </span>
      </td>
      {hosts.map((host, i) => (
        <td key={host} data-label={host}>
          {figure(raw[i] ?? 0)} → {figure(normalized[i] ?? 0)}
          <b className="ml-2 font-semibold">{figure(shares[i] ?? 0)}</b>
        </td>
      ))}
    </tr>
  );
}

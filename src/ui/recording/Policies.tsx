/** Which policy of a broker's definitions applies to which queue and exchange, what it sets, and what of that the playground obeys. */
import type { PoliciesPlayed } from '../../core/recording/broker-experiment.ts';
import { textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { Code } from '../shared/Code.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';
import { NARROW, TABLE } from '../shared/table-look.ts';

export function Policies({ policies }: { readonly policies: PoliciesPlayed }) {
  const t = useStore((s) => textsOf(s.lang).recording.policies);
  const { applied, idle, untried, parameters } = policies;
  const counts = Object.entries(parameters);
  const lines = [
    ...(applied.some(({ obeyed }) => obeyed.length > 0) ? [t.played] : []),
    ...(applied.some(({ ignored }) => ignored.length > 0) ? [t.ignored] : []),
    ...(idle.length > 0 ? [t.idle(idle.join(', '))] : []),
    ...(untried.length > 0 ? [t.untried(untried.join(', '))] : []),
    ...(counts.length > 0
      ? [t.parameters(counts.map(([component, count]) => `${component} (${count})`).join(', '))]
      : []),
  ];
  return (
    <Disclosure summary={t.title(applied.length)} open>
      <div className="grid gap-1 text-ui" data-policies="">
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {applied.length > 0 ? (
          <div className="max-h-72 overflow-auto rounded-m border border-line px-2">
            <table className={`${TABLE} ${NARROW} [&_td]:align-baseline [&_tbody_th]:align-baseline`}>
              <caption className="sr-only">{t.title(applied.length)}</caption>
              <thead>
                <tr>
                  {[t.target, t.policy, t.operator, t.obeys, t.notHere].map((head) => (
                    <th key={head} scope="col">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {applied.slice(0, MOST).map(({ kind, vhost, name, policy, operator, sets, ...one }) => (
                  <tr key={`${kind} ${vhost} ${name}`} data-policy-of={name}>
                    <th scope="row">
                      <Code>{`${vhost} ${name}`}</Code>
                    </th>
                    <td data-label={t.policy}>{policy === null ? '' : <Code>{policy}</Code>}</td>
                    <td data-label={t.operator}>{operator === null ? '' : <Code>{operator}</Code>}</td>
                    <td data-label={t.obeys}>{one.obeyed.map((key) => `${key}: ${sets[key]}`).join(', ')}</td>
                    <td data-label={t.notHere}>
                      {one.ignored.map((key) => `${key}: ${sets[key]}`).join(', ')}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        ) : null}
        {applied.length > MOST ? <p>{t.more(applied.length - MOST)}</p> : null}
      </div>
    </Disclosure>
  );
}

/** Lines of the table. */
const MOST = 200;

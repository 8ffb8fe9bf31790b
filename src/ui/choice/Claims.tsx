/** Hosts that were claimed in Placement, in the order tried; each but the last was refused. */
import type { HostChoice } from '../../core/reading/host-choice.ts';
import { Code } from '../shared/Code.tsx';
import type { SearchProps } from './Hosts.tsx';

export function Claims({ choice, search: { claims }, t }: SearchProps & { readonly choice: HostChoice }) {
  if (claims.length === 0)
    return choice.failed ? <p className="text-ui text-ink-3">{t.claims.none}</p> : null;
  return (
    <div>
      <h4 className="pb-1.5 text-ui font-semibold">{t.claims.caption}</h4>
      <ol className="choice-claims flex flex-col gap-1 text-ui">
        {claims.map(({ index, host, status }) => (
          <li key={index} data-status={status ?? ''}>
            <Code>{host}</Code>{' '}
            {status === 204 ? t.claims.made : t.ends.unclaimed({ kind: 'unclaimed', status })}
          </li>
        ))}
      </ol>
    </div>
  );
}

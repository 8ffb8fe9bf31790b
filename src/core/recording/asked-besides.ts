/**
 * What the client of a recording asked of Nova and its experiment leaves out: a limit that was set back within the recorded
 * time. The request stands in http.ndjson, the limits that it set in the statements of its time (sql.ndjson).
 */
import type { JsonTable } from '../trace/fact.ts';
import type { Command, Experiment } from '../trace/trace.ts';

/** One line of the recorder's http.ndjson, as far as it is read here; `t`, `ms` in milliseconds. */
export interface AskedLine {
  readonly t: number;
  readonly from: string;
  readonly method: string;
  readonly path: string;
  readonly ms: number;
  readonly status: number | null;
}

/** One line of its sql.ndjson, as far as it is read here. */
export interface StatementLine {
  readonly t: number;
  readonly verb: string;
  readonly table: string | null;
  /** as texts; `__where` = the condition with its values in it */
  readonly values?: { readonly [column: string]: string | null } | null;
}

const QUOTA = /^\/v2\.1\/os-quota-sets\/[^/]+$/;
const RESOURCE = /\bresource = '(\w+)'/;

/** `set_quota` commands, each so long after the experiment's last one as it was asked there; none where all are told. */
export function askedBesides(
  { commands = [] }: Experiment,
  http: readonly AskedLine[],
  sql: readonly StatementLine[],
): readonly Command[] {
  const told = commands.filter(({ name }) => name === 'set_quota').sort((a, b) => a.at_us - b.at_us);
  const asked = http
    .filter(
      ({ from, method, path, status }) =>
        from === 'client' && method === 'PUT' && QUOTA.test(path) && status === 200,
    )
    .sort((a, b) => a.t - b.t);
  const [last, anchor] = [told.at(-1), asked[told.length - 1]];
  if (!last || !anchor) return [];
  const end = Math.max(...commands.map(({ at_us }) => at_us));
  return asked.slice(told.length).flatMap((request): readonly Command[] => {
    const project = told[asked.findIndex(({ path }) => path === request.path)]?.args?.project;
    const limits = limitsOf(request, sql);
    const at_us = Math.max(end + 1, last.at_us + Math.round((request.t - anchor.t) * 1000));
    const isKnown = project !== undefined && Object.keys(limits).length > 0;
    return isKnown ? [{ at_us, name: 'set_quota', args: { project, ...limits } }] : [];
  });
}

/** `{cores: -1}`: what was written of quotas while a request was in work. */
function limitsOf({ t, ms }: AskedLine, sql: readonly StatementLine[]): JsonTable {
  const written = sql.filter(
    (one) => one.table === 'quotas' && /^(UPDATE|INSERT)$/.test(one.verb) && one.t >= t && one.t <= t + ms,
  );
  return Object.fromEntries(
    written.flatMap(({ values }) => {
      const resource = values?.resource ?? RESOURCE.exec(values?.__where ?? '')?.[1];
      return resource ? [[resource, Number(values?.hard_limit)]] : [];
    }),
  );
}

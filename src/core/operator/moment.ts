/** A moment of a trace, as somebody at a terminal meets it: the rows, the services that run, the clock. */
import { micros, wallTime } from '../base/time.ts';
import { indexOf } from '../reading/trace-index.ts';
import type { Actor, Row } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { OPTIONS, type OptionName } from '../words/options.ts';

export interface OperatorMoment {
  readonly trace: Trace;
  /** the last fact that has happened; -1 = none */
  readonly fact: number;
  /** the wall clock: `2026-11-22 07:16:58` */
  readonly now: string;
  /** those that stand, in the order of the table's primary key */
  rows(database: string, table: string): readonly Row[];
  /** null = `actor` answers what `from` asks it by REST; else why it does not */
  silence(from: Actor, actor: Actor): Silence | null;
}

/** It does not run, or one of the two is cut off from the network. */
export type Silence = 'away' | 'cut';

export function momentAt(trace: Trace, fact: number): OperatorMoment {
  const index = indexOf(trace);
  const { versions, worlds } = index;
  const at = trace.facts[fact]?.at ?? micros(0);
  return {
    trace,
    fact,
    now: wallTime(trace.epoch_ms, at).sql,
    rows: (database, table) => versions.rowsAt(database, table, fact),
    silence: (from, actor) => {
      const { services, cut } = worlds.at(fact);
      // services that no fact has named yet run since before the beginning
      if (services.get(actor)?.running === false) return 'away';
      const [a, b] = [from, actor].map((one) => hostOf(trace, one));
      const isCut = (host: string | undefined): boolean => host !== undefined && cut.has(host);
      return a !== b && (isCut(a) || isCut(b)) ? 'cut' : null;
    },
  };
}

/** A client stands on a host of its own. */
const hostOf = ({ topology }: Trace, actor: Actor): string | undefined =>
  topology.services.find((place) => place.actor === actor)?.host;

/** The database that holds a table of Placement: its own, or, in some layouts, nova_api. */
export const placementDatabase = ({ trace }: OperatorMoment): string =>
  trace.topology.databases.includes('placement') ? 'placement' : 'nova_api';

/** What an option is set to for a service. */
export function optionOf({ trace }: OperatorMoment, service: string, name: OptionName): number {
  const { options, service_options } = (trace.experiment?.deployment ?? {}) as {
    readonly options?: { readonly [name: string]: unknown };
    readonly service_options?: { readonly [service: string]: { readonly [name: string]: unknown } };
  };
  const set = service_options?.[service]?.[name] ?? options?.[name];
  return typeof set === 'number' ? set : OPTIONS[name].value;
}

/** A DATETIME as the API prints it: `2026-11-22T07:16:58.000000`. */
export const apiDate = (cell: Row[string] | undefined): string | null =>
  typeof cell === 'string' && cell !== '' ? `${cell.replace(' ', 'T').slice(0, 19)}.000000` : null;

/** What each service has in work while a recording is woven: whereby a fact is tied to the one that made it happen. */
import type { Fact } from '../../trace/fact.ts';

interface InWork {
  readonly fact: number;
  readonly request: string | null;
  /** what ends it: an id of a call, a request; undefined = nothing that is recorded */
  readonly ends: unknown;
}

/** Entries kept of one service: what has no recorded end is forgotten by and by. */
const MOST = 64;

export type WorkOpen = ReturnType<typeof makeWork>;

export function makeWork(facts: readonly Fact[]) {
  const open = new Map<string, InWork[]>();
  /** by service and request */
  const last = new Map<string, Map<string, number>>();
  let tied = 0;
  const setLast = (actor: string, request: string, fact: number): void => {
    const known = last.get(actor);
    if (known) known.set(request, fact);
    else last.set(actor, new Map([[request, fact]]));
  };
  return {
    /** The last fact by which this request was in this service's hands; null where there is none. */
    causeOf: (actor: string, request: string | null): number | null =>
      request === null || request === '' ? null : (last.get(actor)?.get(request) ?? null),
    begin(actor: string, request: string | null, fact: number, ends: unknown): void {
      const list = open.get(actor) ?? [];
      list.push({ fact, request, ends });
      if (list.length > MOST) list.shift();
      open.set(actor, list);
      if (request) setLast(actor, request, fact);
    },
    /** Something came back to it: a reply, an answer. */
    goOn(actor: string, request: string | null, fact: number): void {
      if (request) setLast(actor, request, fact);
    },
    end(actor: string, ends: unknown): void {
      const list = open.get(actor);
      const at = ends === undefined ? -1 : (list?.findLastIndex((one) => one.ends === ends) ?? -1);
      if (at >= 0) list?.splice(at, 1);
    },
    /** What a statement of this service belongs to: what began last and has not ended; by time alone where several are open. */
    inWorkAt(actor: string): number | null {
      const list = open.get(actor) ?? [];
      const one = list.findLast(({ ends }) => ends !== undefined) ?? list.at(-1);
      if (!one) return null;
      if (list.length > 1) tied += 1;
      const since = one.request ? last.get(actor)?.get(one.request) : undefined;
      return since !== undefined && facts[since] ? since : one.fact;
    },
    tied: () => tied,
  };
}

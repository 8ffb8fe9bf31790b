/**
 * The laws of every trace, recorded ones too. D1: a fact's index is its place. D2: a cause comes before its effect.
 * D3: time never falls. D4: a row's `before` is what stood there.
 */
import { canonicalJson } from '../base/json.ts';
import type { FactOf } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { makeRowFold } from './rows.ts';
import type { Violation } from './violation.ts';

export function checkOrder(trace: Trace): readonly Violation[] {
  const found: Violation[] = [];
  const rows = makeRowFold(trace.seed);
  let last = 0;
  for (const [place, fact] of trace.facts.entries()) {
    const say = (id: string, sentence: string): unknown => found.push({ id, fact: place, sentence });
    if (fact.index !== place) say('D1', `the fact at place ${place} calls itself ${fact.index}`);
    if (fact.cause !== null && !(fact.cause >= 0 && fact.cause < place)) {
      say('D2', `fact ${place} names ${fact.cause} as its cause, which does not come before it`);
    }
    if (fact.at < last) say('D3', `fact ${place} is at ${fact.at} us, after one at ${last} us`);
    last = Math.max(last, fact.at);
    if (fact.kind !== 'row.changed') continue;
    const stood = rows.get(fact);
    if (stood !== undefined && canonicalJson(stood) !== canonicalJson(fact.before)) {
      say('D4', `${where(fact)} was ${canonicalJson(stood)}, not ${canonicalJson(fact.before)}`);
    }
    if (fact.before === null && fact.after === null)
      say('D4', `${where(fact)} changed from nothing to nothing`);
    rows.apply(fact);
  }
  return found;
}

function where(fact: FactOf<'row.changed'>): string {
  return `${fact.database}.${fact.table} ${JSON.stringify(fact.key)}`;
}

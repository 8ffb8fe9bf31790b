/** Questions about what is left behind: which table is written, which host is chosen, how a server ends. */
import { firstAfter } from '../reading/facts-after.ts';
import { choiceIn, type HostLine, type Search } from '../reading/host-choice.ts';
import type { RowChanged } from '../trace/fact.ts';
import { choice, distinct, type KindAnswer, type QuizMoment } from './moment.ts';
import type { Choice, Thing, WhyParts } from './posed.ts';

const WRONG = 3;

const nameOfRow = ({ database, table }: RowChanged): string => `${database}.${table}`;
const tableOf = (name: string): Thing => {
  const [database = '', table = ''] = name.split('.');
  return { what: 'table', database, table };
};

export function rowChanges(moment: QuizMoment): KindAnswer {
  const { list, step, index, trace } = moment;
  if (trace.topology.databases.length === 0) return 'no_choice';
  const tablesOf = (rows: readonly number[]): readonly string[] =>
    distinct(
      rows.flatMap((row) => {
        const fact = index.facts[row];
        return fact?.kind === 'row.changed' ? [nameOfRow(fact)] : [];
      }),
    );
  const here = tablesOf(step.rows);
  const right = here.find((name) => name.endsWith('.instances')) ?? here[0];
  const near = list
    .filter(({ n }) => n !== step.n)
    .toSorted((a, b) => Math.abs(a.n - step.n) - Math.abs(b.n - step.n))
    .flatMap((one) => tablesOf(one.rows).map((name) => ({ name, n: one.n })));
  const others = distinct(near.map(({ name }) => name)).filter((name) => !here.includes(name));
  const parts = { right: right ?? '', count: here.length };
  const wrong = others.slice(0, right === undefined ? WRONG : WRONG - 1).map((name) => {
    const n = near.find((one) => one.name === name)?.n ?? 0;
    return choice(moment, tableOf(name), false, n > step.n ? 'later' : 'before', { ...parts, step: n });
  });
  const named =
    right === undefined ? wrong : [...wrong, choice(moment, tableOf(right), true, 'written', parts)];
  const none = choice(
    moment,
    { what: 'word', word: 'no_row' },
    right === undefined,
    right === undefined ? 'no_row' : 'some_row',
    parts,
  );
  return [...named.toSorted((a, b) => (a.id < b.id ? -1 : 1)), none];
}

export function hostChosen(moment: QuizMoment): KindAnswer {
  const { index, step, trace } = moment;
  if (trace.source !== 'simulated') return 'not_recorded';
  const command = index.commandOf(step.main);
  const asked = firstAfter(
    index.of('scheduler.asked'),
    step.before,
    (one) => command === null || index.commandOf(one.index) === command,
  );
  if (!asked) return 'no_choice';
  const next = firstAfter(index.of('scheduler.asked'), asked.index);
  const last = (next?.index ?? index.facts.length) - 1;
  const told = choiceIn(trace, { before: asked.index - 1, last, messages: [] });
  const search = told?.searches[0];
  if (!told || !search || search.hosts.length === 0) return 'no_choice';
  const chosen = search.hosts.find(({ end }) => end.kind === 'chosen');
  if (chosen && isEven(search, chosen)) return 'even';
  const right = chosen?.host ?? '';
  const why = chosen ? 'some_host' : told.failed ? 'no_host' : 'undecided';
  const none = choice(moment, { what: 'word', word: 'no_host' }, !chosen, why, { right });
  const wrong = search.hosts.filter((one) => one !== chosen).slice(0, chosen ? WRONG - 1 : WRONG);
  const hosts = [...wrong, ...(chosen ? [chosen] : [])]
    .map((line) => hostChoice(moment, line, chosen ?? null))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return [...hosts, none];
}

/** Another host weighs as much: which of them came first is no rule that one could know. */
const isEven = ({ hosts }: Search, chosen: HostLine): boolean =>
  chosen.weight !== null &&
  hosts.some(
    (one) => one !== chosen && one.weight !== null && Math.abs(one.weight - Number(chosen.weight)) < 1e-9,
  );

const weightOf = ({ weight }: HostLine): string => (weight === null ? '' : weight.toFixed(2));

/** Why Placement does not name it. */
const LEFT = {
  no_room: 'left_out',
  in_tree: 'left_out',
  limit: 'left_out',
  forbidden_trait: 'forbidden',
  required_trait: 'lacks',
} as const;

function hostChoice(moment: QuizMoment, line: HostLine, chosen: HostLine | null): Choice {
  const { host, end } = line;
  const own = (why: string, more: Partial<WhyParts> = {}): Choice =>
    choice(moment, { what: 'host', host }, line === chosen, why, { right: chosen?.host ?? '', ...more });
  switch (end.kind) {
    case 'chosen':
      return own('chosen', { by: weightOf(line) });
    case 'left_out':
      return own(LEFT[end.by.why], { by: end.by.of ?? '' });
    case 'filtered':
      return own('filtered', { by: end.filter });
    case 'narrowed':
      return own('narrowed');
    case 'unclaimed':
      return own('unclaimed');
    case 'open':
    case 'alternate':
      return own('outweighed', { by: weightOf(line), key: chosen ? weightOf(chosen) : '' });
    case 'elsewhere':
    case 'given_back':
      return own('no_candidate');
  }
}

const LIKELY = ['active', 'building', 'error'] as const;

export function serverEnds(moment: QuizMoment): KindAnswer {
  const { index, step, list } = moment;
  const changes = index.of('row.changed').filter(({ table }) => table === 'instances');
  const command = index.commandOf(step.main);
  const own = changes.filter(({ index: at }) => command !== null && index.commandOf(at) === command);
  const uuid = (own[0] ?? changes.find(({ index: at }) => at > step.before) ?? changes.at(-1))?.after?.uuid;
  const last = changes.findLast(({ before, after }) => (after ?? before)?.uuid === uuid);
  if (uuid === undefined || !last) return 'no_server';
  const isGone = last.after === null || last.after.deleted !== 0;
  const state = isGone ? 'deleted' : String(last.after?.vm_state ?? '');
  // what was written before the first step is in none
  const at = list.find((one) => one.before < last.index && one.last >= last.index)?.n ?? null;
  const name = String((last.after ?? last.before)?.display_name ?? '');
  const parts = { right: state, step: at, by: name, key: String(last.after?.task_state ?? '') };
  return distinct([...LIKELY, state]).map((one) => {
    const wrong = LIKELY.find((known) => known === one);
    return choice(
      moment,
      { what: 'state', state: one },
      one === state,
      one === state ? 'ends' : wrong ? `not_${wrong}` : 'not_state',
      parts,
    );
  });
}

/** What there is to say of a choice, by the texts of a language: for the panel, the details, the map and the command line. */
import { type HostChoice, type HostEnd, type Search, sharesOf } from '../core/reading/host-choice.ts';
import { indexOf } from '../core/reading/trace-index.ts';
import type { Trace } from '../core/trace/trace.ts';
import { plain, shorten } from './rich.ts';
import type { ChoiceTexts } from './texts.ts';

/** The server's name, or its shortened uuid. */
export const serverOf = (trace: Trace, { uuid }: Search): string =>
  indexOf(trace).names.get(uuid) ?? shorten(uuid);

/** A number for people: four decimals at most. */
export const figure = (value: number): string => String(Number(value.toFixed(4)));

const isChosen = ({ end }: { readonly end: HostEnd }): boolean => end.kind === 'chosen';

/** The host that was chosen by then; null = none yet, or none. */
export const winnerOf = ({ hosts }: Search): string | null => hosts.find(isChosen)?.host ?? null;

export function headline(t: ChoiceTexts, choice: HostChoice, search: Search, server: string): string {
  const winner = winnerOf(search);
  if (winner !== null) return t.chose(winner, server);
  return choice.failed ? t.noHost(server) : t.open(server);
}

/** Why there is no host; null = that is not so. */
export function failure(t: ChoiceTexts, choice: HostChoice, search: Search): string | null {
  const { failed, answered } = choice;
  if (!failed) return null;
  if (failed.why === 'no_candidates') {
    const status = answered?.status ?? null;
    if (status === null) return t.failed.no_answer;
    return status === 200 ? t.failed.no_candidates : t.failed.refused(status);
  }
  if (failed.found > 0) return t.failed.others(failed.found);
  if (search.claims.length > 0) return t.failed.unclaimed;
  return search.filtered.length > 0 ? t.failed.filtered : t.failed.narrowed;
}

export function endText(t: ChoiceTexts, choice: HostChoice, search: Search, end: HostEnd): string {
  switch (end.kind) {
    case 'alternate':
      return t.ends.alternate(end);
    case 'left_out':
      return t.ends.left_out(end);
    case 'narrowed':
      return t.ends.narrowed(end);
    case 'filtered':
      return t.ends.filtered(end);
    case 'unclaimed':
      return t.ends.unclaimed(end);
    case 'open':
      return winnerOf(search) !== null || choice.failed ? t.ends.passed : t.ends.open;
    case 'chosen':
      return choice.asked.rebuild ? t.ends.rebuilt : t.ends.chosen;
    default:
      return t.ends[end.kind];
  }
}

/** Every host with every number, a line each. The heads are Nova's words in every language. */
export function csvOf(t: ChoiceTexts, choice: HostChoice, search: Search): string {
  const { weighed } = search;
  const weighers = weighed?.weighers ?? [];
  const classes = Object.keys(choice.asked.resources);
  const head = [
    'host',
    'outcome',
    ...classes.flatMap((name) => STOCK.map((part) => `${name} ${part}`)),
    'weight',
    ...weighers.flatMap(({ weigher }) => WEIGHING.map((part) => `${weigher} ${part}`)),
  ];
  const lines = search.hosts.map(({ host, end, stock, weight }) => {
    const place = weighed?.hosts.findIndex((one) => one.host === host) ?? -1;
    return [
      host,
      plain(endText(t, choice, search, end)),
      ...classes.flatMap((name) => {
        const one = stock.find(({ resource }) => resource === name);
        return STOCK.map((part) => one?.[part]);
      }),
      weight ?? undefined,
      ...weighers.flatMap((one) => {
        const { raw, normalized, multiplier } = one;
        const own = [raw[place], normalized[place], multiplier, sharesOf(one)[place]];
        return own.map((value) => (place < 0 ? undefined : value));
      }),
    ];
  });
  return [head, ...lines].map((cells) => cells.map((cell) => quoted(cell)).join(',')).join('\r\n');
}

const STOCK = ['total', 'reserved', 'ratio', 'capacity', 'used', 'asked'] as const;
const WEIGHING = ['raw', 'normalized', 'multiplier', 'share'] as const;

/** RFC 4180. */
function quoted(cell: string | number | undefined): string {
  const text = String(cell ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

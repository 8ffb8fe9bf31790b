/** English: why a host was chosen. In functions identifiers stand between ‹ and ›. */
import type { HostEnd } from '../../core/reading/host-choice.ts';
import type { FilterDrop, LeftOut } from '../../core/trace/fact.ts';
import { c } from '../rich.ts';
import { times } from '../say/en.ts';

type EndOf<K extends HostEnd['kind']> = Extract<HostEnd, { kind: K }>;

const DROPS: { readonly [W in FilterDrop['why']]: (found: string, wanted: string) => string } = {
  disabled: (found) => `the service is disabled, reason: ${found}`,
  forced_down: () => 'the service was forced down',
  silent: (found, wanted) =>
    `the service has not been heard from for more than ${wanted} s: last at ${found} UTC`,
  no_capability: (_, wanted) => `the flavor wants ${wanted}, and the host tells nothing of it`,
  capability: (found, wanted) => `the flavor wants ${wanted}, the host has ${found}`,
  image_properties: (found, wanted) => `the image wants ${wanted}, the host runs ${found}`,
  group_affinity: (_, wanted) => `the servers of its group are on ${wanted}`,
  group_anti_affinity: (found) => `a server of its group is there: ${found}`,
};

const LEFT: { readonly [W in LeftOut['why']]: (of: string) => string } = {
  no_room: (of) => `not enough ${of}`,
  forbidden_trait: (of) => `has the forbidden trait ${of}`,
  required_trait: (of) => `lacks the required trait ${of}`,
  in_tree: () => 'another host is asked for (in_tree)',
  limit: () => 'enough candidates were found before it (limit)',
};

const NARROWED: { readonly [W in EndOf<'narrowed'>['why']]: string } = {
  no_service: 'no compute service is known of this host',
  other_host: 'another host is asked for',
  ignored: `the request leaves it out (${c('ignore_hosts')})`,
};

export const choice = {
  /** between two sentences */
  space: ' ',
  comma: ', ',
  title: 'Why this host?',
  none: `No host is looked for up to this step. A choice begins where ${c('nova-scheduler')} takes ${c('select_destinations')}.`,
  unknown: 'A recording does not tell how the scheduler chose: no tool sees it from outside.',
  earlier: 'This step has no part in it: the last choice before it.',
  server: 'For the server',
  more: (n: number): string => `and ${times(n, 'host', 'hosts')} more`,
  toTable: 'All numbers as a table',
  copy: 'Copy as CSV',
  /** the headline */
  chose: (host: string, server: string): string => `${c(host)} for ${c(server)}`,
  open: (server: string): string => `A host for ${c(server)}: not decided yet`,
  noHost: (server: string): string => `No host for ${c(server)}`,
  failed: {
    no_answer: `${c('NoValidHost')}: Placement gave no answer, so there are no candidates.`,
    no_candidates: `${c('NoValidHost')}: Placement’s answer is empty. No host can take the request as a whole, and no filter ran.`,
    refused: (status: number): string =>
      `${c('NoValidHost')}: Placement refused the question (${status}), so there are no candidates.`,
    filtered: `${c('NoValidHost')}: no host is left after the filters.`,
    narrowed: `${c('NoValidHost')}: Placement offers hosts, but each was left out before any filter ran.`,
    unclaimed: `${c('NoValidHost')}: hosts passed, but none could be claimed in Placement.`,
    others: (found: number): string =>
      `${c('NoValidHost')}: ${times(found, 'server of the request had', 'servers of the request had')} a host, this one has none; what was claimed is given back.`,
  },
  question: {
    wants: (amounts: string): string => `One server takes ${amounts}.`,
    rebuild:
      'A rebuild with another image: only whether the host where it is will do. Placement is not asked, nothing is claimed.',
    host: (host: string): string => `Only ${c(host)} may be chosen.`,
    candidates: (n: number): string => `Placement offers ${times(n, 'candidate', 'candidates')}.`,
    alternates: (n: number): string =>
      n === 0
        ? 'No alternates are asked for.'
        : `At most ${times(n, 'alternate', 'alternates')} (max_attempts − 1).`,
    subset: (n: number): string =>
      n === 1
        ? `${c('host_subset_size')} is 1: the best is taken.`
        : `${c('host_subset_size')} is ${n}: the first is drawn from the ${n} best.`,
  },
  hosts: {
    caption: 'Hosts',
    host: 'host',
    end: 'what became of it',
    weight: 'weight',
    room: (free: string, asked: string): string => `${free} free, ${asked} asked`,
    /** how it comes about; free = capacity - used */
    sum: (total: string, reserved: string, ratio: string, used: string): string =>
      `(${total} − ${reserved} reserved) × ${ratio} − ${used} used`,
    more: (n: number): string => `and ${times(n, 'host', 'hosts')} more: in the CSV`,
    unweighed: 'not weighed',
  },
  ends: {
    open: 'still in the running',
    elsewhere: 'not in the cell that the move keeps to',
    chosen: 'chosen and claimed',
    rebuilt: 'will do',
    given_back: 'claimed, then given back',
    passed: 'passed, not needed',
    alternate: ({ place }: EndOf<'alternate'>): string => `alternate ${place}`,
    left_out: ({ by }: EndOf<'left_out'>): string => `Placement: ${LEFT[by.why](c(by.of))}`,
    narrowed: ({ why }: EndOf<'narrowed'>): string => NARROWED[why],
    filtered: ({ filter, by }: EndOf<'filtered'>): string =>
      `${c(filter)}: ${DROPS[by.why](by.found === null ? '-' : c(by.found), by.wanted === null ? '-' : by.wanted)}`,
    unclaimed: ({ status }: EndOf<'unclaimed'>): string =>
      status === null
        ? 'the claim failed: Placement gave no answer'
        : `the claim failed: Placement answered ${status}`,
  },
  filters: {
    caption: 'Filters, in their order',
    filter: 'filter',
    before: 'hosts before',
    after: 'passed',
    dropped: 'left out',
    none: 'No filter ran.',
    once: 'The first three look at the first server of a request only.',
  },
  weighers: {
    caption: 'Weighers: raw → normalized × multiplier = share',
    weigher: 'weigher',
    multiplier: 'multiplier',
    sum: 'weight',
    single: 'One host is left: Nova does not weigh a single one.',
    none: 'Nothing was weighed.',
    even: 'The best weights are equal: the order in which the hosts came decides.',
    from: (least: number): string => `from ${least}`,
    fromLeast: 'from the least',
    more: (n: number): string => `The ${n} best are shown; all are in the CSV.`,
  },
  claims: {
    caption: 'Claims in Placement, in the order tried',
    made: 'claimed (204)',
    none: 'Nothing was claimed.',
  },
};

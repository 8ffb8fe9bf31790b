/**
 * Facts of a choice of a host, told by the code that makes it. They follow from `scheduler.asked` by their causes, and stand in
 * the order in which they happen: asked, placement.candidates, answered, narrowed, then for each server filtered, weighed, claimed;
 * selected or failed at the end.
 */

/** A provider that cannot take a request as a whole, and the part of the question that it falls short of. */
export interface LeftOut {
  /** its id in placement's database */
  readonly provider: number;
  /** `limit`: it could, but enough were found */
  readonly why: 'forbidden_trait' | 'required_trait' | 'in_tree' | 'no_room' | 'limit';
  /** the trait, or the resource class; null where there is none */
  readonly of: string | null;
}

/** A host that did not pass a filter, in the filter's own terms. */
export interface FilterDrop {
  readonly host: string;
  readonly why:
    | 'disabled'
    | 'forced_down'
    | 'silent'
    | 'no_capability'
    | 'capability'
    | 'image_properties'
    | 'group_affinity'
    | 'group_anti_affinity';
  /** what was looked at: the reason given with `disabled`, when a silent service was last seen, what the host has */
  readonly found: string | null;
  /** what was wanted: a number of seconds, the flavor's extra spec, the image's properties, the group's hosts */
  readonly wanted: string | null;
}

/** One weigher over all hosts, in the order of the fact's `hosts`. */
export interface Weighing {
  readonly weigher: string;
  readonly multiplier: number;
  /** no raw value counts below it, and it is normalized from there; null = from the least value */
  readonly least: number | null;
  readonly raw: readonly number[];
  /** 0 to 1; times the multiplier it is the host's share */
  readonly normalized: readonly number[];
}

export interface SchedulerFacts {
  /** nova-scheduler: what it was asked for */
  'scheduler.asked': {
    instance_uuids: readonly string[];
    /** of one server, by resource class; empty where Placement is not asked */
    resources: { readonly [resourceClass: string]: number };
    /** the one host that will do; null = any */
    host: string | null;
    /** alternates that may stand beside the chosen host */
    alternates: number;
    /** a rebuild: Placement is not asked, nothing is claimed, and only one filter looks */
    rebuild: boolean;
    /** `host_subset_size`: of so many best ones the first is drawn */
    subset: number;
  };
  /** placement: providers (ids) that could take it, in the order of the answer, and the others */
  'placement.candidates': { candidates: readonly number[]; left_out: readonly LeftOut[] };
  /** nova-scheduler: Placement's answer; status null = it could not be reached. `providers` = uuids of the candidates */
  'scheduler.answered': { status: number | null; providers: readonly string[] };
  /** nova-scheduler: hosts that are left out before any filter */
  'scheduler.narrowed': {
    why: 'no_service' | 'other_host' | 'ignored';
    hosts: readonly string[];
  };
  /** nova-scheduler: one filter ran over the hosts left by the one before it */
  'scheduler.filtered': {
    filter: string;
    hosts: readonly string[];
    passed: readonly string[];
    dropped: readonly FilterDrop[];
  };
  /** nova-scheduler: hosts in the order in which they are tried; a single one is not weighed (no weighers) */
  'scheduler.weighed': {
    hosts: readonly { readonly host: string; readonly weight: number }[];
    weighers: readonly Weighing[];
  };
  /** nova-scheduler: `PUT /allocations` for a host; status null = Placement could not be reached */
  'scheduler.claimed': { instance_uuid: string; host: string; status: number | null };
  /** nova-scheduler: the chosen host and the alternates behind it */
  'scheduler.selected': { instance_uuid: string; host: string; alternates: readonly string[] };
  /** nova-scheduler: NoValidHost. `found` = servers that had a host by then */
  'scheduler.failed': { why: 'no_candidates' | 'not_enough_hosts'; found: number };
}

/** `scheduler.asked` first: the others lead to it by their causes. */
export const CHOICE_KINDS = [
  'scheduler.asked',
  'placement.candidates',
  'scheduler.answered',
  'scheduler.narrowed',
  'scheduler.filtered',
  'scheduler.weighed',
  'scheduler.claimed',
  'scheduler.selected',
  'scheduler.failed',
] as const satisfies readonly (keyof SchedulerFacts)[];

/** The closed list of single numbers that a run is measured by (`core/compare/measures.ts`), for those who name them as data. */

export const MEASURES = [
  'api_answer',
  'api_answer_last',
  'active',
  'active_last',
  'states',
  'messages',
  'api_to_scheduler',
  'scheduler_to_compute',
  'conductor_to_compute',
  'conductor_waited',
  'in_scheduler_queue',
  'refused',
  'by_second',
  'connections',
  'wires',
  'deepest_queue',
  'timeouts',
  'late_replies',
  'allocations_left',
  'redelivered',
] as const;
export type Measure = (typeof MEASURES)[number];

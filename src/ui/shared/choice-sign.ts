/** Which sign a host has on the map and in the table: chosen, alternate with its place, left out. */
import type { HostEnd } from '../../core/reading/host-choice.ts';

export interface SignOfHost {
  readonly sign: 'host_chosen' | 'host_alternate' | 'host_left_out';
  /** of an alternate, from 1 */
  readonly place: number | null;
}

/** null = it is still in the running, or was not needed. */
export function signOf(end: HostEnd): SignOfHost | null {
  switch (end.kind) {
    case 'chosen':
      return { sign: 'host_chosen', place: null };
    case 'alternate':
      return { sign: 'host_alternate', place: end.place };
    case 'open':
      return null;
    default:
      return { sign: 'host_left_out', place: null };
  }
}

/**
 * What queueing theory says of one queue: M/M/1, M/M/c (Erlang), M/D/1, M/G/1 (Pollaczek-Khinchine) and
 * Erlang B. Arrivals at random (Poisson), first come first served, room for all. Rates and times in one unit:
 * arrivals a second with service times in seconds, or both per microsecond.
 */
import { assert } from '../base/assert.ts';

interface Offered {
  /** arrivals for one unit of time */
  readonly rate: number;
  /** mean time in service */
  readonly service: number;
  readonly servers: number;
}

/** Erlangs: the mean number of busy servers, if all that comes is served. */
const offeredLoad = ({ rate, service }: Offered): number => rate * service;

/** Share of the time that a server is busy. */
export const utilization = (offered: Offered): number => offeredLoad(offered) / offered.servers;

/** Erlang B: the chance that an arrival finds all servers busy where nobody waits; by the recursion over servers. */
export function erlangB(servers: number, load: number): number {
  assert(Number.isInteger(servers) && servers >= 1 && load >= 0, `Erlang B of ${servers}, ${load}`);
  let blocked = 1;
  for (let n = 1; n <= servers; n += 1) blocked = (load * blocked) / (n + load * blocked);
  return blocked;
}

/** Erlang C: the chance that an arrival must wait. 1 where the load is the servers' number or more. */
export function erlangC(servers: number, load: number): number {
  if (load >= servers) return 1;
  const blocked = erlangB(servers, load);
  return (servers * blocked) / (servers - load * (1 - blocked));
}

/** M/M/c, and M/M/1 with one server: the mean time in the queue. Infinity where the load is too much. */
export function meanWaitMMc(offered: Offered): number {
  const { servers, service } = offered;
  const load = offeredLoad(offered);
  return load >= servers ? Number.POSITIVE_INFINITY : (erlangC(servers, load) * service) / (servers - load);
}

/** M/G/1: `variation` = variance of the service time over the square of its mean (1 exponential, 0 fixed). */
export function meanWaitMG1(offered: Omit<Offered, 'servers'>, variation: number): number {
  const load = offered.rate * offered.service;
  if (load >= 1) return Number.POSITIVE_INFINITY;
  return ((1 + variation) * load * offered.service) / (2 * (1 - load));
}

/** M/D/1: half of what M/M/1 waits. */
export const meanWaitMD1 = (offered: Omit<Offered, 'servers'>): number => meanWaitMG1(offered, 0);

/** M/M/c: the share of arrivals that wait longer than `time`; the waiting time's tail is exponential. */
export function waitsLongerMMc(offered: Offered, time: number): number {
  const load = offeredLoad(offered);
  const { servers, service } = offered;
  if (load >= servers) return 1;
  return erlangC(servers, load) * Math.exp((-(servers - load) * time) / service);
}

/** Little's law: the mean number that waits, of the mean time that each waits. */
export const meanQueue = (offered: Offered, wait: number): number => offered.rate * wait;

/** Whether a service counts as up (`nova/servicegroup/api.py:service_is_up`, `drivers/db.py:is_up`). */
import { secondsOf } from '../base/time.ts';
import type { ServiceHost } from '../service/service.ts';
import type { Row } from '../trace/fact.ts';
import { option } from './options.ts';

/** Seconds; `API.__init__` lengthens a time that is not longer than the report interval. */
export const downAfter = (interval: number, set: number): number =>
  set <= interval ? Math.trunc(interval * 2.5) : set;

export const downTime = (host: ServiceHost): number =>
  downAfter(option(host, 'DEFAULT.report_interval'), option(host, 'DEFAULT.service_down_time'));

/** One that was forced down is down, whatever it reports; another is up as long as its last report is young enough. */
export function isUp(service: Row, now: string, after: number): boolean {
  if (service.forced_down === 1) return false;
  const seen = service.last_seen_up ?? service.created_at;
  if (typeof seen !== 'string') return false;
  return Math.abs(secondsOf(now) - secondsOf(seen)) <= after;
}

export const serviceIsUp = (host: ServiceHost, service: Row): boolean =>
  isUp(service, host.wall().sql, downTime(host));

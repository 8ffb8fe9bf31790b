/** Whether a service counts as up (`nova/servicegroup/api.py:service_is_up`, `drivers/db.py:is_up`). */
import { secondsOf } from '../base/time.ts';
import type { ServiceHost } from '../service/service.ts';
import type { Row } from '../trace/fact.ts';

/** `service_down_time`, seconds */
const SERVICE_DOWN_TIME = 60;

/** One that was forced down is down, whatever it reports; another is up as long as its last report is young enough. */
export function serviceIsUp(host: ServiceHost, service: Row): boolean {
  if (service.forced_down === 1) return false;
  const seen = service.last_seen_up ?? service.created_at;
  if (typeof seen !== 'string') return false;
  return Math.abs(secondsOf(host.wall().sql) - secondsOf(seen)) <= SERVICE_DOWN_TIME;
}

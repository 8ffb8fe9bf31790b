/** A remote traceback without what it quotes: files of known programs, lines and functions stay; sources and messages do not. */
import { bytesIn } from './measure.ts';

const PROGRAMS =
  'nova|neutron|cinder|glance|keystone|placement|heat|oslo_[a-z]{2,16}|eventlet|sqlalchemy|futurist|amqp|kombu|keystoneauth1|os_[a-z]{2,12}';
const FILE = `(?:${PROGRAMS})(?:/[a-z_]{1,40}){0,8}\\.py`;
const FRAME = new RegExp(`File "[^"\\n]*?(${FILE})", line (\\d{1,6}), in ([a-z_]{1,60})`, 'g');
/** As this has written it. */
const KEPT = new RegExp(`^${FILE}:\\d{1,6} [a-z_]{1,60}$`);

/** As lines `nova/compute/manager.py:2345 _build_and_run_instance`; `hidden` is told the bytes that were left out. */
export function tracebackKept(tb: unknown, hidden: (bytes: number) => void): string[] {
  if (tb === undefined || tb === null) return [];
  if (Array.isArray(tb) && tb.every((one) => typeof one === 'string' && KEPT.test(one))) return tb;
  const text = Array.isArray(tb) ? tb.filter((one) => typeof one === 'string').join('\n') : String(tb);
  const kept = [...text.slice(0, 100_000).matchAll(FRAME)].map(
    // a checkout has its package in a folder of the same name
    ([, file = '', line, name]) => `${file.replace(/^(\w+)\/\1\//, '$1/')}:${line} ${name}`,
  );
  hidden(Math.max(0, bytesIn(text) - kept.join('').length));
  return kept;
}

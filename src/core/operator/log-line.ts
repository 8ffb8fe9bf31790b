/** A line of a service's log as oslo.log 5.0 writes it, with its traceback below it. */
import { type Micros, wallTime } from '../base/time.ts';
import type { FactBodies } from '../trace/fact.ts';

export type LogWritten = Readonly<FactBodies['log.written']>;

/** `at` = since `epochMs`, wall time in milliseconds since 1970; several lines where what is written has several. */
export function lineText(epochMs: number, at: Micros, pid: number, written: LogWritten): string {
  const { level, logger, text, request, instance, trace } = written;
  // 2026-11-22 07:16:58.026 1042
  const stamp = `${wallTime(epochMs, at).isoMicros.replace('T', ' ').slice(0, 23)} ${pid}`;
  const about = instance === null ? '' : `[instance: ${instance}] `;
  const who = request
    ? `${request.global_id ?? 'None'} ${request.id} ${request.project ?? '-'} ${request.user ?? '-'}`
    : '-';
  const line = `${stamp} ${level} ${logger} [${who}] ${about}${text}`;
  if (trace === null) return line;
  const below = trace.split('\n').map((one) => `${stamp} ERROR ${logger} ${about}${one}`);
  return [line, ...below].join('\n');
}

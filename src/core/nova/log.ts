/**
 * The services' own log lines, in the words of Nova 26.2 (`LOG.info(...)`). A line is written where the service does what it
 * tells of, and in the context that Nova writes it in.
 */
import type { CodedError } from '../base/assert.ts';
import type { JsonObject } from '../base/json.ts';
import type { Micros } from '../base/time.ts';
import { log, type Task } from '../service/effects.ts';
import type { LogLevel, LogRequest } from '../trace/fact.ts';
import { exceptionText, type Raised, raisedFrom } from './python-trace.ts';

/** In whose name, and about which server (uuid); a context of null: the thread has none. */
interface About {
  readonly context: JsonObject | null;
  readonly uuid?: string;
}

/** `during` = what is being handled: oslo.log puts it behind a WARNING or an ERROR (`formatters.py:_get_error_summary`). */
interface Logger {
  /** `at`: function, file and line of the call, which oslo.log puts behind it (`logging_debug_format_suffix`) */
  debug(about: About, message: string, at: string): Task;
  info(about: About, message: string): Task;
  warning(about: About, message: string, during?: CodedError): Task;
  error(about: About, message: string, during?: CodedError): Task;
  /** `LOG.exception`: with the traceback of what is being handled */
  exception(about: About, message: string, error: CodedError, raised?: Raised): Task;
}

/** `name` = the module: `nova.compute.manager` */
export function loggerOf(name: string): Logger {
  const write = (
    level: LogLevel,
    { context, uuid }: About,
    text: string,
    trace: string | null = null,
  ): Task =>
    log({
      level,
      logger: name,
      text,
      request: context && requestOf(context),
      instance: uuid ?? null,
      trace,
    });
  return {
    debug: (about, message, at) => write('DEBUG', about, `${message} ${suffixed(at)}`),
    info: (about, message) => write('INFO', about, message),
    warning: (about, message, during) => write('WARNING', about, message + summaryOf(during)),
    error: (about, message, during) => write('ERROR', about, message + summaryOf(during)),
    exception: (about, message, error, raised = raisedFrom(error, [])) =>
      write('ERROR', about, message + summaryOf(error), exceptionText(raised)),
  };
}

/** `spawn nova/virt/fake.py:1` -> with the file's whole path */
const suffixed = (at: string): string => at.replace(' ', ' /usr/lib/python3/dist-packages/');

const summaryOf = (error: CodedError | undefined): string =>
  error ? `: ${raisedFrom(error, []).text.trimEnd()}` : '';

/** `str()` of an exception: one from elsewhere brings its traceback along. */
export function strOf(error: CodedError): string {
  const { text } = raisedFrom(error, []);
  return text.slice(text.indexOf(': ') + 2);
}

/** `Took %0.2f seconds`: of a stopwatch between two moments */
export const seconds = (from: Micros, to: Micros): string => ((to - from) / 1_000_000).toFixed(2);

const named = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const requestOf = (context: JsonObject): LogRequest => ({
  id: named(context.request_id) ?? '-',
  global_id: named(context.global_request_id),
  project: named(context.project_name),
  user: named(context.user_name),
});

/** `simulate(cloud)`: an experiment from start-up to the last effect of its last command. Pure: same experiment, same trace. */
import { CodedError } from '../base/assert.ts';
import { micros } from '../base/time.ts';
import type { SqlEngine } from '../databases/engine.ts';
import type { Trace } from '../trace/trace.ts';
import type { Cloud } from './cloud.ts';
import { errorOf, openRun, traceOf } from './run.ts';

/**
 * On an engine that stands at the cloud's seed. Errors: `CodedError` `command_refused` when a command makes no sense at
 * its time. A service that breaks ends the run: the trace is whole up to its last fact and carries the error.
 */
export function simulate(cloud: Cloud, engine: SqlEngine): Trace {
  const { until_us } = cloud.experiment;
  const run = openRun(cloud, engine);
  let error: string | null = null;
  try {
    run.start();
    // no command is left out, however early the run was to end
    const last = cloud.commands.at(-1)?.at_us ?? 0;
    run.advance(until_us === undefined ? null : micros(Math.max(until_us, last)));
  } catch (thrown) {
    if (thrown instanceof CodedError && thrown.code === 'command_refused') throw thrown;
    error = errorOf(thrown);
  }
  return traceOf(cloud, run, error);
}

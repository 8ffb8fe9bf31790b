/** Commands of the runs that questions and exercises are tried on. */
import type { JsonTable } from '../trace/fact.ts';
import type { Command } from '../trace/trace.ts';

export const at = (seconds: number, name: string, args: JsonTable = {}): Command => ({
  at_us: seconds * 1e6,
  name,
  args,
});

export const boot = (seconds: number, more: JsonTable = {}): Command =>
  at(seconds, 'boot', { server: 'vm1', ...more });

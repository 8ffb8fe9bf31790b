import { describe, expect, it } from 'vitest';
import { labRuns } from '../run/boot.fixture.ts';
import { ACTS } from '../run/golden/acts.ts';
import { scenarioById } from '../scenarios/scenarios.ts';
import { isSetback } from './setbacks.ts';
import { steps } from './steps.ts';

const onLab = labRuns();

function setbacksOf(id: string): readonly string[] {
  const trace = onLab(scenarioById(id)?.experiment ?? ACTS[id] ?? { v: 1 });
  return steps(trace, 'teaching')
    .filter((step) => isSetback(step, trace))
    .map(({ rule }) => rule);
}

describe('steps that show that something went wrong', () => {
  it('are none of a boot that goes well, though Neutron offers no floating IPs', () => {
    expect(setbacksOf('boot')).toEqual([]);
  });

  it('are the answer without a host, and the server that becomes an error', () => {
    expect(setbacksOf('no_valid_host')).toEqual(['reply.select_destinations', 'state.error']);
  });

  it('are an answer that refuses, a caller that gives up, a reply that comes too late', () => {
    expect(setbacksOf('quota_exceeded')).toEqual(['answer.POST /servers']);
    expect(setbacksOf('scheduler_down_timeout')).toEqual([
      'call.timed_out',
      'state.error',
      'call.late_reply',
    ]);
  });

  it('are a service that is killed, and the save that sets its server to error when it is back', () => {
    expect(setbacksOf('killed_in_build')).toEqual(['service.stopped', 'save.error']);
  });

  it('are a save that is answered with an error, its reply told with it', () => {
    expect(setbacksOf('killed_in_delete')).toContain('save.deleted');
  });
});

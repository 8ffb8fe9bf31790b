import { describe, expect, it } from 'vitest';
import { indexOf, type TraceIndex } from '../reading/trace-index.ts';
import { openLines } from '../recording/open.fixture.ts';
import { hasRecordings, recordedText } from '../recording/shared.fixture.ts';
import { labRuns } from '../run/boot.fixture.ts';
import { makeScript } from '../trace/test-traces.fixture.ts';
import { hopsOf, percentile } from './hops.ts';
import { sharesOf, waterfallOf } from './request-time.ts';
import { type RequestSeen, requestOf, requestsOf } from './requests.ts';

const REQUEST = 'req-00000000-0000-4000-8000-000000000001';
const runIn = labRuns();
const booted = (): TraceIndex => indexOf(runIn({ v: 1, commands: [{ at_us: 1_000_000, name: 'boot' }] }));

const bootIn = (index: TraceIndex): RequestSeen => {
  const found = requestsOf(index).toSorted((a, b) => b.spans.length - a.spans.length)[0];
  if (!found) throw new Error('no request');
  return found;
};

const sum = (times: readonly number[]): number => times.reduce((all, one) => all + one, 0);

describe('a request', () => {
  it('is found by its id, begins with what the client asked, and has all that services did for it', () => {
    const index = booted();
    const boot = bootIn(index);
    expect(boot).toMatchObject({ from: 'client', to: 'nova-api', what: 'POST /servers', errors: 0 });
    expect(requestOf(requestsOf(index), boot.id)).toBe(boot);
    expect(requestOf(requestsOf(index), 'req-of-nobody')).toBeNull();
  });

  it('is one with what a service that was asked on the way calls by an id of its own', () => {
    const index = booted();
    const boot = bootIn(index);
    const asked = index
      .of('http.requested')
      .find((one) => one.to === 'placement-api' && one.global_request_id === boot.id);
    const own = index.exchanges.get(asked?.exchange_id ?? -1)?.answered?.request_id ?? '';
    expect(own).not.toBe(boot.id);
    expect(requestOf(requestsOf(index), own)?.id).toBe(boot.id);
  });

  it('has each span below the one that it is a part of, and none before it', () => {
    const index = booted();
    const rows = waterfallOf(index, bootIn(index));
    expect(rows).toHaveLength(bootIn(index).spans.length);
    const places = new Map(rows.map(({ span }, i) => [span.n, i]));
    rows.forEach(({ span, depth }, i) => {
      if (depth === 0) return;
      const parent = places.get(span.parent ?? -1) ?? Number.NaN;
      expect(parent).toBeLessThan(i);
      expect(rows[parent]?.depth).toBe(depth - 1);
      expect(rows[parent]?.span.start).toBeLessThanOrEqual(span.start);
    });
  });

  it('takes a worker as busy for as long as it asks others, though it was done for its caller', () => {
    const rows = waterfallOf(booted(), bootIn(booted()));
    const build = rows.find(
      ({ span }) => span.kind === 'work' && span.what === 'build_and_run_instance',
    )?.span;
    expect(build?.end).toBe(build?.start);
    expect((build?.until ?? 0) - (build?.start ?? 0)).toBeGreaterThan(1_000_000);
  });

  it('may have more parts than a function takes arguments', () => {
    const script = makeScript();
    for (let i = 0; i < 70_000; i += 1) {
      script.send('nova-api', null, 'conductor', { type: 'cast', method: 'ping', request_id: REQUEST });
    }
    const index = indexOf(script.trace());
    const [request] = requestsOf(index);
    expect(request?.spans).toHaveLength(140_000);
    expect(request && waterfallOf(index, request)).toHaveLength(140_000);
  });

  it('has its whole time shared out, each moment once', () => {
    const index = booted();
    for (const request of requestsOf(index)) {
      expect(sum(sharesOf(index, request).map(({ time }) => time)), request.what).toBe(
        request.end - request.start,
      );
    }
    const shares = sharesOf(index, bootIn(index));
    expect(shares.find(({ kind }) => kind === 'unseen')).toBeUndefined();
    expect(shares.map(({ actor }) => actor)).toContain('nova-compute-cpu1');
  });
});

describe('the times of hops', () => {
  it('are percentiles that really occurred', () => {
    expect([50, 95, 99, 100].map((p) => percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], p))).toEqual([
      5, 10, 10, 10,
    ]);
    expect(percentile([7], 50)).toBe(7);
  });

  it('count a call of which its caller had the answer, and lead to the slowest', () => {
    const index = booted();
    const saves = hopsOf(index).find(({ hop, what }) => hop === 'round' && what === 'Instance.save');
    expect(saves?.count).toBe(6);
    const slowest = index.facts[saves?.fact ?? -1];
    expect(slowest).toMatchObject({
      kind: 'message.published',
      rpc: { type: 'call', detail: 'Instance.save' },
    });
  });
});

describe.skipIf(!hasRecordings)('of the recorded boot', () => {
  const index = (): TraceIndex => indexOf(openLines(recordedText('boot')).trace);

  it('the build is a part of what the conductor did, though no cause was recorded', () => {
    const rows = waterfallOf(index(), bootIn(index()));
    const build = rows.find(({ span }) => span.kind === 'work' && span.what === 'build_and_run_instance');
    expect(build?.depth).toBe(1);
    expect(build?.span).toMatchObject({
      actor: 'nova-compute-cpu1',
      peer: 'nova-conductor-super',
      end: null,
    });
    const saves = rows.filter(({ span }) => span.kind === 'call' && span.what === 'Instance.save');
    expect(saves.map(({ span }) => span.parent)).toEqual(saves.map(() => build?.span.n));
  });

  it('the time is shared out to the last microsecond', () => {
    const boot = bootIn(index());
    const shares = sharesOf(index(), boot);
    expect(sum(shares.map(({ time }) => time))).toBe(boot.end - boot.start);
    expect(shares[0]).toMatchObject({ kind: 'work', actor: 'nova-compute-cpu1' });
  });
});

import { describe, expect, it } from 'vitest';
import { indexOf } from '../reading/trace-index.ts';
import { openFiles, openLines } from '../recording/open.fixture.ts';
import { ALL_RECORDED, recordedFolder, recordedText } from '../recording/shared.fixture.ts';
import { requestOf, requestsLike, requestsOf } from './requests.ts';

const SERVER = '123d74ed-e2f0-47ad-a3ff-82ef1a64d187';
const BOOT = 'req-333a1be5-9d88-4dcf-a1b2-e9e71c5efdb5';

describe.skipIf(ALL_RECORDED.length === 0)('the requests of the recorded boot', () => {
  const requests = requestsOf(indexOf(openFiles(recordedFolder('boot')).trace));

  it('hold the boot, with its method, its server, its messages and its answer', () => {
    expect(requests.find(({ id }) => id === BOOT)).toMatchObject({
      what: 'POST /servers',
      from: 'client',
      to: 'nova-api',
      servers: [SERVER],
      outcome: { kind: 'answered', status: 202 },
      periodic: false,
    });
  });

  it('are found by id, by a part of it, by the server and by a time', () => {
    for (const asked of [BOOT, 'req-333a', SERVER, '1.5', '1.5 s', 'post /servers'])
      expect(
        requestsLike(requests, asked).map(({ id }) => id),
        asked,
      ).toContain(BOOT);
    expect(requestsLike(requests, 'req-00000000')).toEqual([]);
    expect(requestsLike(requests, ' ')).toBe(requests);
  });

  it('are known by messages alone, too', () => {
    const [boot] = requestsLike(requestsOf(indexOf(openLines(recordedText('boot')).trace)), BOOT);
    expect(boot).toMatchObject({ what: 'schedule_and_build_instances', servers: [SERVER] });
    expect(boot?.messages).toBeGreaterThan(30);
  });
});

const requestId = (n: number): string => `req-0000000${n}-0000-4000-8000-000000000000`;

describe('a request', () => {
  const at = (second: number, text: string): string => `2026-01-01 10:00:0${second}.000 7 ${text}`;
  const [OWN, GLOBAL] = [requestId(1), requestId(2)];
  const UUID = '99999999-8888-4777-8666-555555555555';
  const trace = openFiles({
    'nova.log': [
      at(
        1,
        `INFO nova.compute.claims [${GLOBAL} ${OWN} u p - - -] [instance: ${UUID}] Claim successful on node cpu1`,
      ),
      at(
        3,
        `INFO nova.compute.manager [${GLOBAL} ${OWN} u p - - -] [instance: ${UUID}] Took 2.00 seconds to build instance.`,
      ),
    ].join('\n'),
  }).trace;

  it('of which only lines of logs tell has its time and its servers, and no parts', () => {
    const [one, ...more] = requestsOf(indexOf(trace));
    expect(more).toEqual([]);
    expect(one).toMatchObject({ servers: [UUID], spans: [], messages: 0, outcome: { kind: 'unknown' } });
    expect((one?.end ?? 0) - (one?.start ?? 0)).toBe(2_000_000);
  });

  it('is found by each id that it has', () => {
    const all = requestsOf(indexOf(trace));
    for (const id of [OWN, GLOBAL]) {
      expect(requestOf(all, id)).toBe(all[0]);
      expect(requestsLike(all, id)).toEqual(all);
    }
    expect(requestOf(all, requestId(3))).toBeNull();
  });
});

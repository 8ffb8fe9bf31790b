import { describe, expect, it } from 'vitest';
import { openFiles, openLines } from './open.fixture.ts';
import { requestsLike, requestsOf } from './requests.ts';
import { ALL_RECORDED, recordedFolder, recordedText } from './shared.fixture.ts';

const SERVER = '123d74ed-e2f0-47ad-a3ff-82ef1a64d187';
const BOOT = 'req-333a1be5-9d88-4dcf-a1b2-e9e71c5efdb5';

describe.skipIf(ALL_RECORDED.length === 0)('the requests of the recorded boot', () => {
  const requests = requestsOf(openFiles(recordedFolder('boot')).trace);

  it('hold the boot, with its method, its server, its messages and its answer', () => {
    expect(requests.find(({ id }) => id === BOOT)).toMatchObject({
      what: 'POST /servers',
      actor: 'nova-api',
      servers: [SERVER],
      end: { kind: 'answered', status: 202 },
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
    const [boot] = requestsLike(requestsOf(openLines(recordedText('boot')).trace), BOOT);
    expect(boot).toMatchObject({ what: 'schedule_and_build_instances', servers: [SERVER] });
    expect(boot?.messages).toBeGreaterThan(30);
  });
});

import { describe, expect, it } from 'vitest';
import { CodedError } from '../base/assert.ts';
import { fromMs } from '../base/time.ts';
import { give, testKernel, testService } from '../kernel/kernel.fixture.ts';
import { type HttpAnswer, type HttpRequest, http, type Task } from '../service/effects.ts';
import type { ApiName } from './faults.ts';
import { type Asked, json, type Route, serveRest } from './rest.ts';
import type { RequestTimesTable } from './timing/timing.ts';

// biome-ignore lint/correctness/useYield: a handler is a generator even where it asks nothing
function* shown({ params, query, body, identity }: Asked): Task<HttpAnswer> {
  return json(200, { params, query: Object.fromEntries(query), body, user: identity.userName });
}
const raising = (code: string): Route['handle'] =>
  // biome-ignore lint/correctness/useYield: a handler is a generator even where it asks nothing
  function* () {
    throw new CodedError(code, 'no such thing');
  };

const ROUTES: readonly Route[] = [
  { method: 'GET', pattern: '/open', open: true, handle: shown },
  { method: 'GET', pattern: '/servers/{id}', handle: shown },
  { method: 'POST', pattern: '/servers/{id}/action', action: 'os-stop', handle: shown },
  { method: 'POST', pattern: '/servers/{id}/action', action: 'reboot', handle: raising('NotFound') },
  { method: 'GET', pattern: '/breaks', handle: raising('NobodyKnows') },
];

function asked(
  request: Partial<HttpRequest> & { path: string },
  o: { api?: ApiName; times?: RequestTimesTable } = {},
): { status: number; body: ReturnType<typeof JSON.parse>; ms: number } | string {
  const kernel = testKernel();
  const { api = 'nova', times = {} } = o;
  kernel.addService(
    testService('server', (host) => ({
      main: (function* (): Task {})(),
      answer: serveRest({ host, api, routes: ROUTES, times, tokens: { allowExpired: false } }),
    })),
  );
  kernel.addService(testService('client', () => (function* (): Task {})()));
  for (const actor of ['server', 'client']) kernel.startService(actor);
  kernel.run(fromMs(10));
  const before = kernel.now();
  let end: ReturnType<typeof asked> = 'no answer';
  give(
    kernel,
    'client',
    (function* (): Task {
      try {
        const { status, body } = yield* http({ method: 'GET', to: 'server', ...request });
        end = { status, body: JSON.parse(body), ms: (kernel.now() - before) / 1000 };
      } catch (error) {
        end = (error as CodedError).code;
      }
    })(),
  );
  kernel.run(null);
  return end;
}

describe('a request', () => {
  it('finds its route by method and path, and brings what stands in the path, the query and the body', () => {
    expect(asked({ path: '/servers/a%20b?x=1&x=2' })).toMatchObject({
      status: 200,
      body: { params: { id: 'a b' }, query: { x: ['1', '2'] }, body: {} },
    });
    expect(asked({ method: 'DELETE', path: '/servers/a' })).toMatchObject({ status: 404 });
    expect(asked({ path: '/servers/' })).toMatchObject({ status: 404 });
  });

  it('of several actions on one path finds the one whose key its body has', () => {
    const act = (body: object) =>
      asked({ method: 'POST', path: '/servers/a/action', body: JSON.stringify(body) });
    expect(act({ 'os-stop': null })).toMatchObject({ status: 200, body: { body: { 'os-stop': null } } });
    expect(act({ reboot: {} })).toMatchObject({ status: 404 });
    expect(act({ dance: {} })).toMatchObject({
      status: 400,
      body: { badRequest: { message: 'There is no such action: dance' } },
    });
  });

  it('without a token is made by a service that is known; an open path asks for none', () => {
    expect(asked({ path: '/servers/a' })).toMatchObject({ body: { user: 'neutron' } });
    expect(asked({ path: '/open' })).toMatchObject({ body: { user: '' } });
  });

  it('takes the times of its row, and of the usual row where it has none', () => {
    const times = { usual: { begin: 100 }, 'POST /servers/{id}/action os-stop': { arrive: 10, end: 1000 } };
    const stop = asked({ method: 'POST', path: '/servers/a/action', body: '{"os-stop":null}' }, { times });
    const get = asked({ path: '/servers/a' }, { times });
    if (typeof stop === 'string' || typeof get === 'string') throw new Error('no answer');
    expect(stop.ms).toBeGreaterThan(900);
    expect(get.ms).toBeGreaterThan(90);
    expect(get.ms).toBeLessThan(130);
  });
});

describe('a fault', () => {
  it('is answered in the words of its API', () => {
    const body = (api: ApiName) => {
      const end = asked({ path: '/none' }, { api });
      return typeof end === 'string' ? end : end.body;
    };
    const message = 'The resource could not be found: GET /none';
    expect(body('nova')).toEqual({ itemNotFound: { code: 404, message } });
    expect(body('glance')).toEqual({ error: { code: 404, title: 'Not Found', message } });
    expect(body('neutron')).toEqual({ NeutronError: { type: 'HTTPNotFound', message, detail: '' } });
    expect(body('placement').errors[0]).toMatchObject({ status: 404, title: 'Not Found', detail: message });
  });

  it('that an API has no word for is a computeFault of nova; another service breaks off', () => {
    expect(asked({ path: '/breaks' })).toMatchObject({
      status: 500,
      body: {
        computeFault: {
          message: expect.stringMatching(/^Unexpected API Error\. .*\n<class 'nova.exception\./),
        },
      },
    });
    expect(asked({ path: '/breaks' }, { api: 'placement' })).toBe('connection_reset');
  });
});

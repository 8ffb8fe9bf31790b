/** The four peers on a kernel with real databases, and a client that asks them one thing after another. */
import { openEngine, type SeededEngine } from '../../../sqlite/engine.ts';
import { defined } from '../../base/assert.ts';
import { makeRandom } from '../../base/random.ts';
import { fromMs } from '../../base/time.ts';
import { layoutOf, tablesOfLayout } from '../../databases/layouts.ts';
import { seedCounters, seedRows } from '../../databases/seed/seed.ts';
import { type Kernel, makeKernel } from '../../kernel/kernel.ts';
import { type HttpAnswer, type HttpRequest, http, sleep, type Task } from '../../service/effects.ts';
import type { Fact } from '../../trace/fact.ts';
import type { ServicePlace } from '../../trace/trace.ts';
import { makeUserToken } from '../token.ts';
import { makeGlance } from './glance.ts';
import { makeKeystone } from './keystone.ts';
import { makeNeutron } from './neutron.ts';
import { makePlacement } from './placement.ts';

export const DEMO = { user: 'ea6d1f65520f4ffab8501cf2ab9d1a89', project: '24f00583e1234ad48e94c2e55568b464' };
export const DEMO_TOKEN = makeUserToken(DEMO.user, DEMO.project);
export const NETWORK = 'cd348bd8-8ac4-4e27-a683-a64843006118';
export const SERVER = '123d74ed-e2f0-47ad-a3ff-82ef1a64d187';

const place = (actor: string, database: string, vhosts: readonly string[] = []): ServicePlace => ({
  actor,
  program: actor,
  host: 'ctl',
  machine: 'controller',
  kind: 'peer',
  vhosts,
  databases: [database],
});

export function openSeeded(): Promise<SeededEngine> {
  const seed = seedRows({ computes: ['cpu1', 'cpu2'] });
  return openEngine({ databases: tablesOfLayout(layoutOf('recorded')), seed, counters: seedCounters() });
}

export interface PeersCloud {
  readonly kernel: Kernel;
  /** what nova-api was told, with the virtual time of its arrival in milliseconds */
  readonly told: { readonly at: number; readonly body: string }[];
  /** asks, and runs until the answer (and what follows from it by `andThenMs`) is there */
  ask(request: Request, andThenMs?: number): Answer;
  /** asks all at once */
  askAll(requests: readonly Request[]): readonly Answer[];
}

type Request = Partial<HttpRequest> & { readonly to: string; readonly path: string };

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the shapes under test
  readonly body: any;
  readonly ms: number;
}

export function makeCloud(engine: SeededEngine, seed = 1): PeersCloud {
  const told: { at: number; body: string }[] = [];
  const kernel = makeKernel({
    options: { random: makeRandom(seed), epochMs: 1_795_331_816_000 },
    engine,
    vhosts: ['/'],
    summarize: () => ({ type: 'other' }),
    mayUse: () => true,
  });
  kernel.addService(makePlacement(place('placement-api', 'placement')));
  kernel.addService(makeKeystone(place('keystone', 'keystone')));
  kernel.addService(makeGlance(place('glance-api', 'glance')));
  kernel.addService(makeNeutron(place('neutron-server', 'neutron', ['/'])));
  kernel.addService({
    place: place('nova-api', 'nova_api'),
    start: (host) => ({
      main: nothing(),
      *answer(request) {
        told.push({ at: host.now() / 1000, body: request.body ?? '' });
        yield* sleep(fromMs(40));
        return { status: 200, body: '' };
      },
    }),
  });
  const peers = ['placement-api', 'keystone', 'glance-api', 'neutron-server', 'nova-api'];
  for (const actor of peers) kernel.startService(actor);
  const askAll = (requests: readonly Request[], andThenMs = 0): readonly Answer[] => {
    const answers: Answer[] = [];
    requests.forEach((request, i) => {
      kernel.spawn('client', 'ask', one({ method: 'GET', ...request }, i, kernel, answers), {
        cause: null,
        group: 'scenario',
      });
    });
    for (let steps = 0; answers.filter(Boolean).length < requests.length && steps < 10_000; steps += 1)
      kernel.run(later(kernel, 10));
    kernel.run(later(kernel, andThenMs));
    return answers;
  };
  return {
    kernel,
    told,
    askAll,
    ask: (request, andThenMs) => defined(askAll([request], andThenMs)[0], 'answer'),
  };
}

function* nothing(): Task {}

const later = (kernel: Kernel, ms: number) => (kernel.now() + fromMs(ms)) as ReturnType<Kernel['now']>;

function* one(request: HttpRequest, place: number, kernel: Kernel, answers: Answer[]): Task {
  const asked = kernel.now();
  const answer: HttpAnswer = yield* http(request);
  const body = answer.body === '' ? null : JSON.parse(answer.body);
  answers[place] = { status: answer.status, body, ms: (kernel.now() - asked) / 1000 };
}

/** `INSERT allocations`, ... : the writes and commits of a database, in order. */
export function writes(facts: readonly Fact[], actor: string): string[] {
  return facts.flatMap((fact) =>
    fact.kind === 'sql.executed' && fact.actor === actor && fact.verb !== 'SELECT'
      ? [fact.verb === 'COMMIT' ? 'COMMIT' : `${fact.verb} ${fact.table}`]
      : [],
  );
}

/**
 * Some services of the recorded lab, for real, on a kernel with real databases. The peers are always real; the other
 * services are stubs that listen as the real ones do, note what they hear and answer what the test says.
 */
import type { SeededEngine } from '../../sqlite/engine.ts';
import { CodedError, defined } from '../base/assert.ts';
import type { Json } from '../base/json.ts';
import { makeRandom } from '../base/random.ts';
import { fromMs, plus } from '../base/time.ts';
import { give } from '../kernel/kernel.fixture.ts';
import { type Kernel, makeKernel } from '../kernel/kernel.ts';
import { summarizeBody } from '../recording/summary.ts';
import { call, type Outgoing } from '../rpc/client.ts';
import { objectMethodOf } from '../rpc/request.ts';
import { type Endpoint, type Incoming, type Method, serve } from '../rpc/server.ts';
import { makeTransport, type Transport } from '../rpc/transport.ts';
import { type HttpRequest, http, type Task } from '../service/effects.ts';
import type { ServiceDefinition } from '../service/service.ts';
import { requestContext } from './context.ts';
import { servicesOf, topologyOf } from './deployment.ts';
import { DEFAULT_DEPLOYMENT } from './deployment-keys.ts';
import { DEMO, DEMO_TOKEN, NETWORK } from './peers/peers.fixture.ts';

/** What a stub was asked; `method` of an object is named `Instance.save`. */
interface Heard {
  readonly by: string;
  readonly method: string;
  // biome-ignore lint/suspicious/noExplicitAny: the shapes under test
  readonly args: any;
  // biome-ignore lint/suspicious/noExplicitAny: the shapes under test
  readonly context: any;
}

/** What stubs answer, by method; a method that is not there answers null. */
export type Answers = { readonly [method: string]: (incoming: Incoming) => Json };

export interface Stage {
  readonly kernel: Kernel;
  readonly heard: readonly Heard[];
  /** methods heard, in order, without those of the start-up */
  methods(): readonly string[];
  /** a REST request, and all that follows from it */
  // biome-ignore lint/suspicious/noExplicitAny: the shapes under test
  ask(request: Partial<HttpRequest> & { to: string; path: string }): { status: number; body: any };
  /** an RPC call on a vhost: its result, or the code and the sentence of its failure */
  // biome-ignore lint/suspicious/noExplicitAny: the shapes under test
  call(vhost: string, out: Omit<Outgoing, 'context'>): { value: any } | { code: string; message: string };
  /** lets time pass */
  pass(ms: number): void;
}

const CONTEXT = requestContext({
  user: {
    userId: DEMO.user,
    userName: 'demo',
    projectId: DEMO.project,
    projectName: 'demo',
    roles: ['reader', 'member'],
    isAdmin: false,
  },
  requestId: 'req-11111111-2222-4333-8444-555555555555',
  globalRequestId: null,
  timestamp: '2026-11-22T07:16:58.000000Z',
});

const PEERS = ['keystone', 'glance-api', 'neutron-server', 'placement-api'];

export function openStage(engine: SeededEngine, real: readonly string[], answers: Answers = {}): Stage {
  engine.reset();
  const heard: Heard[] = [];
  const topology = topologyOf(DEFAULT_DEPLOYMENT);
  const kernel = makeKernel({
    options: { random: makeRandom(1), epochMs: 1_795_331_816_807 },
    engine,
    vhosts: topology.vhosts,
    summarize: (p) => summarizeBody(p.exchange, p.routingKey, p.body, p.properties),
    mayUse: (actor, database) =>
      topology.services.some((s) => s.actor === actor && s.databases.includes(database)),
  });
  const isReal = (actor: string): boolean => real.includes(actor) || PEERS.includes(actor);
  for (const one of servicesOf(DEFAULT_DEPLOYMENT))
    kernel.addService(isReal(one.place.actor) ? one : stub(one, heard, answers));
  const transports = new Map<string, Transport>();
  kernel.addService(tester(topology.vhosts, transports));
  kernel.bringUp('tester');
  const inOrder = [...topology.services].sort((a, b) => Number(isReal(a.actor)) - Number(isReal(b.actor)));
  for (const { actor } of inOrder) {
    kernel.bringUp(actor);
    kernel.run(plus(kernel.now(), fromMs(100)));
  }
  kernel.run(plus(kernel.now(), fromMs(1000)));
  const known = heard.length;
  const given = <T>(task: Task<T>): T => {
    let end: { readonly value: T } | null = null;
    const work = (function* (): Task {
      end = { value: yield* task };
    })();
    give(kernel, 'tester', work);
    kernel.run(null);
    return defined(end as { readonly value: T } | null, 'an end').value;
  };
  return {
    kernel,
    heard,
    methods: () => heard.slice(known).map((one) => one.method),
    ask(request) {
      const reply = given(http({ method: 'GET', ...request }));
      return { status: reply.status, body: reply.body === '' ? null : JSON.parse(reply.body) };
    },
    call: (vhost, out) =>
      given(outcomeOf(defined(transports.get(vhost), vhost), { ...out, context: CONTEXT })),
    pass: (ms) => kernel.run(plus(kernel.now(), fromMs(ms))),
  };
}

function* outcomeOf(
  transport: Transport,
  out: Outgoing,
): Task<{ value: Json } | { code: string; message: string }> {
  try {
    return { value: yield* call(transport, out, { timeout: 60, monitor: null }) };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { code: error.code, message: error.message };
  }
}

function tester(vhosts: readonly string[], transports: Map<string, Transport>): ServiceDefinition {
  return {
    place: {
      actor: 'tester',
      program: 'tester',
      host: 'ctl',
      machine: 'controller',
      kind: 'nova',
      vhosts,
      databases: [],
    },
    start(host) {
      for (const vhost of vhosts) transports.set(vhost, makeTransport(host, vhost));
      return { main: nothing() };
    },
  };
}

function* nothing(): Task {}

/** It takes any method of any version that Nova's services have. */
function stub({ place, listens }: ServiceDefinition, heard: Heard[], answers: Answers): ServiceDefinition {
  const anyMethod = (name: string): Method =>
    // biome-ignore lint/correctness/useYield: a method is a task, this one has nothing to wait for
    function* ({ args, context }) {
      const target = { topic: '', version: '' };
      const method = objectMethodOf({ target, method: name, args, context }) ?? name;
      heard.push({ by: place.actor, method, args, context });
      return answers[method]?.({ method: name, args, context }) ?? null;
    };
  const methods = new Proxy({}, { get: (_target, name) => anyMethod(String(name)) });
  const endpoints: Endpoint[] = [
    ...['3.99', '4.99', '6.99'].map((version) => ({ version, methods })),
    { namespace: 'compute_task', version: '1.99', methods },
    { namespace: 'baseapi', version: '1.99', methods },
  ];
  return {
    place,
    start: (host) => ({
      main: listens
        ? serve(makeTransport(host, listens.vhost), { topic: listens.topic, server: place.host }, endpoints)
        : nothing(),
      // biome-ignore lint/correctness/useYield: this one has nothing to wait for
      *answer() {
        return { status: 200, body: '{}' };
      },
    }),
  };
}

const IMAGE = '4cb95f07-8e82-49ee-b99d-66d69d87be87';

/** `POST /v2.1/servers` of a tiny server; `changes` = other fields of its body */
export const createRequest = (changes: { readonly [field: string]: unknown } = {}) =>
  ({
    to: 'nova-api',
    method: 'POST',
    path: '/v2.1/servers',
    token: DEMO_TOKEN,
    body: JSON.stringify({
      server: { name: 'vm1', flavorRef: '1', imageRef: IMAGE, networks: [{ uuid: NETWORK }], ...changes },
    }),
  }) as const;

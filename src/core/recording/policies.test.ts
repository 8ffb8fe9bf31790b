import { describe, expect, it } from 'vitest';
import type { Json } from '../base/json.ts';
import { indexOf } from '../reading/trace-index.ts';
import { run } from '../run/boot.fixture.ts';
import { brokerExperiment } from './broker-experiment.ts';
import { openFiles } from './open.fixture.ts';

const queue = (name: string, args: object = {}) => ({
  name,
  vhost: '/',
  durable: true,
  auto_delete: false,
  arguments: args,
});
const policy = (name: string, pattern: string, definition: object, more: object = {}) => ({
  ...{ vhost: '/', name, pattern, 'apply-to': 'all', priority: 0, definition },
  ...more,
});
const operator = (name: string, pattern: string, definition: object) => ({
  ...{ component: 'operator_policy', vhost: '/', name },
  value: { pattern, definition, priority: 0, 'apply-to': 'queues' },
});

interface DefinitionsGiven {
  readonly queues?: readonly object[];
  readonly policies?: readonly object[];
  readonly parameters?: readonly object[];
}

function opened({ queues = [queue('conductor')], policies = [], parameters = [] }: DefinitionsGiven) {
  const text = JSON.stringify({
    ...{ rabbit_version: '3.10.8', users: [{ name: 'admin', password_hash: 'x' }], vhosts: [{ name: '/' }] },
    exchanges: [
      {
        name: 'nova',
        vhost: '/',
        type: 'topic',
        durable: true,
        auto_delete: false,
        internal: false,
        arguments: {},
      },
    ],
    ...{ queues, bindings: [], policies, parameters },
  });
  const { broker } = openFiles({ 'defs.json': text });
  if (!broker) throw new Error('no broker');
  return brokerExperiment(broker);
}
const of = (given: DefinitionsGiven, name = 'conductor') =>
  opened(given).policies?.applied.find((one) => one.name === name);
const argumentsOf = (given: DefinitionsGiven, name = 'conductor'): Json | undefined =>
  opened(given).experiment.commands?.find(({ args }) => args?.queue === name)?.args?.arguments;

describe('policies of definitions', () => {
  it('apply by pattern, and of several the one of the highest priority', () => {
    const policies = [
      policy('low', '.*', { 'message-ttl': 1 }),
      policy('high', '^cond', { 'message-ttl': 2 }, { priority: 9 }),
      policy('none', '^scheduler$', { 'message-ttl': 3 }, { priority: 99 }),
    ];
    expect(of({ policies })).toMatchObject({ policy: 'high', operator: null, sets: { 'message-ttl': 2 } });
    expect(opened({ policies }).policies?.idle).toEqual(['none']);
  });

  it('apply in their vhost, and to their kind alone', () => {
    const ttl = { 'message-ttl': 1 };
    expect(of({ policies: [policy('p', '.*', ttl, { vhost: 'other' })] })).toBeUndefined();
    expect(of({ policies: [policy('p', '.*', ttl, { 'apply-to': 'exchanges' })] })).toBeUndefined();
    const exchanges = [policy('p', '^nova$', { 'alternate-exchange': 'lost' }, { 'apply-to': 'exchanges' })];
    expect(of({ policies: exchanges }, 'nova')).toMatchObject({
      kind: 'exchange',
      obeyed: ['alternate-exchange'],
    });
  });

  it('give way to the smaller number of an operator, who may set what they do not', () => {
    const policies = [
      policy('p', '.*', { 'message-ttl': 500, 'max-length': 10, overflow: 'reject-publish' }),
    ];
    const parameters = [operator('op', '.*', { 'message-ttl': 100, 'max-length': 99, expires: 60_000 })];
    expect(of({ policies, parameters })).toMatchObject({
      policy: 'p',
      operator: 'op',
      sets: { 'message-ttl': 100, 'max-length': 10, expires: 60_000, overflow: 'reject-publish' },
    });
  });

  it("are obeyed as arguments: the smaller number, and the queue's own argument of all else", () => {
    const policies = [
      policy('p', '.*', {
        'message-ttl': 500,
        'dead-letter-exchange': 'theirs',
        'dead-letter-routing-key': 'k',
      }),
    ];
    const queues = [queue('conductor', { 'x-message-ttl': 900, 'x-dead-letter-exchange': 'own' })];
    expect(argumentsOf({ policies, queues })).toEqual({
      'x-message-ttl': 500,
      'x-dead-letter-exchange': 'own',
      'x-dead-letter-routing-key': 'k',
    });
    const lonely = [policy('p', '.*', { 'dead-letter-routing-key': 'k' })];
    expect(argumentsOf({ policies: lonely })).toEqual({});
  });

  it('say what of them is not modelled here, and leave out what RabbitMQ would have refused', () => {
    const definition = {
      ...{ 'ha-mode': 'all', 'queue-mode': 'lazy', 'federation-upstream-set': 'all' },
      ...{ expires: 0, 'max-length': -1, overflow: 'nowhere', 'message-ttl': 7 },
    };
    const found = of({ policies: [policy('p', '.*', definition)] });
    expect(found?.obeyed).toEqual(['message-ttl']);
    expect(found?.ignored).toEqual([
      'ha-mode',
      'queue-mode',
      'federation-upstream-set',
      'expires',
      'max-length',
      'overflow',
    ]);
    expect(argumentsOf({ policies: [policy('p', '.*', definition)] })).toEqual({ 'x-message-ttl': 7 });
  });

  it('are not tried where the pattern is none, or could take for ever', () => {
    const ttl = { 'message-ttl': 1 };
    const policies = [
      ...['(', '(a+)+$', '([a-z]+){9}', 'x'.repeat(300)].map((one, i) => policy(`p${i}`, one, ttl)),
      policy('slow', '.*.*.*.*.*.*x$', ttl),
    ];
    const { policies: told } = opened({ policies, queues: [queue('a'.repeat(200))] });
    expect(told?.applied).toEqual([]);
    expect(told?.untried).toEqual(['p0', 'p1', 'p2', 'p3', 'slow']);
  });

  it('take the pattern that leaves out what brokers and clients name themselves', () => {
    const policies = [policy('HA', '^(?!(amq\\.)|(.*_fanout_)|(reply_)).*', { 'ha-mode': 'all' })];
    const queues = [queue('conductor'), queue('conductor_fanout_1'), queue('reply_x')];
    expect(opened({ policies, queues }).policies?.applied.map(({ name }) => name)).toEqual([
      'conductor',
      'nova',
    ]);
  });

  it('stand beside parameters, which are counted and not shown, and beside users, who are not read', () => {
    const parameters = [
      { component: 'federation-upstream', name: 'dc2', vhost: '/', value: { uri: 'amqp://u:secret-word@h' } },
    ];
    const { policies } = opened({ parameters });
    expect(policies).toEqual({
      applied: [],
      idle: [],
      untried: [],
      parameters: { 'federation-upstream': 1 },
    });
    expect(JSON.stringify(opened({ parameters }))).not.toMatch(/secret-word|admin|dc2/);
    expect(opened({}).policies).toBeNull();
  });

  it('are kept when played: a message that is too old is dropped, as the policy says', async () => {
    const { experiment } = opened({ policies: [policy('p', '^conductor$', { 'message-ttl': 1000 })] });
    const publish = {
      at_us: 1_000_000,
      name: 'publish',
      args: { client: 'publisher', exchange: '', routing_key: 'conductor', body: 'x' },
    };
    const commands = [...(experiment.commands ?? []), publish];
    const trace = await run({ ...experiment, commands, until_us: 4_000_000 });
    expect(indexOf(trace).of('message.dropped')).toMatchObject([{ queue: 'conductor', reason: 'expired' }]);
  });
});

import { describe, expect, it } from 'vitest';
import type { Fact } from '../trace/fact.ts';
import { smallBoot } from '../trace/test-traces.fixture.ts';
import type { Trace } from '../trace/trace.ts';
import type { World } from '../trace/world.ts';
import { makeWorlds } from '../trace/worlds.ts';
import { erlangTable } from './erlang-term.ts';
import { EMPTY, FULL } from './golden/rabbitmqctl.ts';
import { goldenFacts, VHOST } from './golden/topology.fixture.ts';
import { LIST_COMMANDS, rabbitmqctl } from './rabbitmqctl.ts';
import { makeTestBroker } from './test-broker.ts';

const traceOf = (facts: readonly Fact[], vhost: string, source: Trace['source'] = 'simulated'): Trace => ({
  ...smallBoot(),
  source,
  facts,
  topology: { vhosts: [vhost], databases: [], services: [] },
});

const endOf = (trace: Trace): World => makeWorlds(trace).at(trace.facts.length);

const withoutPids = (text: string): string => text.replaceAll(/<rabbit@rabbitmq\.1\.[^\t]+\.0>/g, 'PID');

describe('the text of rabbitmqctl', () => {
  const world = endOf(traceOf(goldenFacts(), VHOST));
  for (const command of LIST_COMMANDS) {
    it(`${command} is, for the same topology, what a real RabbitMQ 3.10 printed, byte for byte`, () => {
      expect(withoutPids(rabbitmqctl(world, command, VHOST).text)).toBe(FULL[command]);
    });

    it(`${command} has of an empty vhost no header, unless RabbitMQ itself put rows there`, () => {
      expect(rabbitmqctl(endOf(traceOf([], VHOST)), command, VHOST).text).toBe(EMPTY[command]);
    });
  }

  it('names in channel_pid the connection of each consumer', () => {
    const connection = goldenFacts().find((fact) => fact.kind === 'connection.opened')?.connection;
    const { text } = rabbitmqctl(world, 'list_consumers', VHOST);
    expect(text.split(`\t<rabbit@rabbitmq.1.${connection}.0>\t`)).toHaveLength(9);
  });

  it('of a vhost that does not exist is that of an empty one without exchanges', () => {
    const texts = LIST_COMMANDS.map((command) => rabbitmqctl(world, command, 'nosuch_vhost').text);
    expect(texts).toEqual([
      'Timeout: 60.0 seconds ...\nListing queues for vhost nosuch_vhost ...\n',
      'Listing exchanges for vhost nosuch_vhost ...\n',
      'Listing bindings for vhost nosuch_vhost...\n',
      'Listing consumers in vhost nosuch_vhost ...\n',
    ]);
  });

  it('is an error while the broker is stopped, and what survived when it is back', () => {
    const { broker, channel, facts } = makeTestBroker();
    const ch = channel();
    ch.queueDeclare({ queue: 'kept', durable: true });
    ch.queueDeclare({ queue: 'lost' });
    broker.stop('restart');
    const stopped = rabbitmqctl(endOf(traceOf([...facts], '/')), 'list_queues', '/').text;
    expect(stopped).toMatch(/^Error: unable to perform an operation on node 'rabbit@rabbitmq'\./);
    expect(stopped).not.toContain('Listing');
    broker.start('restart');
    const back = rabbitmqctl(endOf(traceOf([...facts], '/')), 'list_queues', '/').text;
    expect(back.split('\n').slice(3)).toEqual(['kept\t0\t0\t0', '']);
  });

  it('says unknown for what a recording cannot tell', () => {
    const boot = smallBoot();
    const told = boot.facts.filter((fact) => fact.kind === 'message.published');
    const facts = told.map((fact, index) => ({ ...fact, index, cause: null }));
    const recorded = endOf({ ...boot, source: 'recorded', facts });
    const lines = (command: (typeof LIST_COMMANDS)[number]): string[] =>
      rabbitmqctl(recorded, command, '/').text.trimEnd().split('\n');
    const queues = lines('list_queues').slice(3);
    expect(queues.length).toBeGreaterThan(0);
    for (const row of queues) expect(row).toMatch(/^[^\t]+\t[1-9]\d*\tunknown\tunknown$/);
    expect(lines('list_exchanges')).toContain('nova\tunknown');
    expect(lines('list_bindings').at(-1)).toBe('unknown');
    expect(lines('list_consumers').slice(2)).toEqual(['unknown']);
  });
});

describe('the command', () => {
  const world = endOf(traceOf([], '/'));
  it('can be pasted into a shell, whatever the name of the vhost', () => {
    expect(rabbitmqctl(world, 'list_queues', '/').command).toBe(
      'rabbitmqctl -p / list_queues name messages_ready messages_unacknowledged consumers',
    );
    expect(rabbitmqctl(world, 'list_bindings', 'nova_cell1').command).toBe(
      'rabbitmqctl -p nova_cell1 list_bindings',
    );
    expect(rabbitmqctl(world, 'list_exchanges', "it's; me").command).toBe(
      "rabbitmqctl -p 'it'\\''s; me' list_exchanges",
    );
    expect(rabbitmqctl(world, 'list_consumers', '').command).toBe("rabbitmqctl -p '' list_consumers");
  });
});

describe('an Erlang term', () => {
  it('keeps the order of a table, and of a number the shortest digits', () => {
    expect(erlangTable({ b: 1, a: { d: [], c: -1.5e-9 } })).toBe('[{"b",1},{"a",[{"d",[]},{"c",-1.5e-9}]}]');
    expect(erlangTable({ x: 5e-324, y: 1.2345e20 })).toBe('[{"x",5.0e-324},{"y",1.2345e20}]');
  });
});

describe('a World', () => {
  it('keeps bindings apart that differ in their arguments alone, and removes the one that is meant', () => {
    const { channel, facts } = makeTestBroker();
    const ch = channel();
    ch.queueDeclare({ queue: 'q' });
    for (const kind of ['a', 'b']) {
      ch.queueBind({ queue: 'q', exchange: 'amq.headers', routingKey: '', arguments: { kind } });
    }
    const kinds = (): unknown[] =>
      (endOf(traceOf([...facts], '/')).vhosts.get('/')?.bindings ?? []).map((b) => b.arguments.kind);
    expect(kinds()).toEqual(['a', 'b']);
    ch.queueUnbind({ queue: 'q', exchange: 'amq.headers', routingKey: '', arguments: { kind: 'a' } });
    expect(kinds()).toEqual(['b']);
  });
});

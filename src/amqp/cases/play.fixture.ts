/** Plays a case on anything that has amqplib's promise API; answers with what differed, as sentences. */
import type { ConfirmChannel, Message } from '../promise-api.ts';
import type { Case, CaseStep } from './case.ts';
import { cleanUp } from './clean-up.fixture.ts';
import {
  type BrokerStage,
  type ClientError,
  type ClientLine,
  type KeptMessages,
  type OpenLine,
  show,
  text,
  words,
} from './stage.fixture.ts';

const fieldOf = (value: unknown, key: string): unknown =>
  (value as { readonly [key: string]: unknown } | null | undefined)?.[key];

/** `prefix` makes the case's names its own. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: what a case has open, and one line or two for each verb
export async function playCase(stage: BrokerStage, one: Case, prefix: string): Promise<string[]> {
  const lines = new Map<string, ClientLine>();
  const channels = new Map<string, OpenLine>();
  const kept = new Map<string, KeptMessages>();
  const declared = { queues: new Set<string>(), exchanges: new Set<string>() };
  const differences: string[] = [];

  const named = (name: string): string =>
    name.startsWith('%') ? said(name) : name === '' || name.startsWith('amq.') ? name : `${prefix}.${name}`;
  /** `%as.0.properties.replyTo` */
  const said = (path: string): string => {
    const [as = '', index = '0', ...rest] = path.slice(1).split('.');
    return String(rest.reduce<unknown>(fieldOf, messageOf(as, Number(index))));
  };
  const inText = (value: string): string => value.replace(/@([\w-]+)/g, (_, name: string) => named(name));
  const deep = (value: unknown): unknown => {
    if (typeof value === 'string') return inText(value);
    if (Array.isArray(value)) return value.map(deep);
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
      return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, deep(inner)]));
  };
  const differ = (step: CaseStep, want: unknown, got: unknown): void => {
    if (show(want) !== show(got)) differences.push(`${show(step)}: expected ${show(want)}, got ${show(got)}`);
  };

  async function lineOf(name: string): Promise<ClientLine> {
    const known = lines.get(name);
    if (known?.open) return known;
    const model = await stage.connect();
    const line: ClientLine = { model, open: true, error: null };
    model.on('error', (error: ClientError) => {
      line.error = error;
    });
    model.on('close', () => {
      line.open = false;
    });
    lines.set(name, line);
    return line;
  }

  async function channel(name: string): Promise<OpenLine> {
    const known = channels.get(name);
    if (known?.open && known.line.open) return known;
    const line = await lineOf(name.includes(':') ? name.slice(0, name.indexOf(':')) : 'main');
    const { model } = line;
    const raw = name.includes('confirm') ? await model.createConfirmChannel() : await model.createChannel();
    const open: OpenLine = { model, raw, line, open: true, error: null, returns: [] };
    raw.on('error', (error: ClientError) => {
      open.error = error;
    });
    raw.on('close', () => {
      open.open = false;
    });
    raw.on('return', (message: Message) => open.returns.push(text(message)));
    channels.set(name, open);
    return open;
  }

  const keeper = (as: string, on: OpenLine): KeptMessages => {
    const known = kept.get(as);
    if (known) return known;
    const made: KeptMessages = { messages: [], seen: 0, channel: on, tag: '' };
    kept.set(as, made);
    return made;
  };
  const keptAs = (as: string): KeptMessages => {
    const known = kept.get(as);
    if (!known) throw new Error(`nothing is kept as ${as}`);
    return known;
  };
  const messageOf = (as: string, index: number): Message => {
    const message = keptAs(as).messages[index];
    if (!message) throw new Error(`${as} has no message ${index}`);
    return message;
  };
  const fresh = (as: string): string[] => keptAs(as).messages.slice(keptAs(as).seen).map(text);
  const look = (as: string): string[] => {
    const bodies = fresh(as);
    keptAs(as).seen += bodies.length;
    return bodies;
  };
  /** On a channel of its own, so that a refusal closes nothing else. */
  async function refusalOf(run: (on: OpenLine) => Promise<unknown>): Promise<number | undefined> {
    const on = await channel('scratch');
    try {
      await run(on);
      return undefined;
    } catch (error) {
      await stage.until(() => !on.open);
      return (error as ClientError).code;
    }
  }

  // biome-ignore lint/complexity/noExcessiveLinesPerFunction: one line or two for each verb
  async function perform(step: CaseStep, name: string): Promise<void> {
    if (step[0] === 'on') return perform(step[2], step[1]);
    if (step[0] === 'pass') return stage.pass(step[1]);
    if (step[0] === 'restart') return stage.restart();
    if (step[0] === 'hangUp') {
      await lines.get(step[1])?.model.close();
      return stage.until(() => true);
    }
    const on = await channel(name);
    const { raw } = on;
    switch (step[0]) {
      case 'queue':
        declared.queues.add(named(step[1]));
        return void (await raw.assertQueue(named(step[1]), deep(step[2]) as object | undefined));
      case 'exchange':
        declared.exchanges.add(named(step[1]));
        return void (await raw.assertExchange(named(step[1]), step[2], deep(step[3]) as object | undefined));
      case 'bind':
        return void (await raw.bindQueue(named(step[1]), named(step[2]), step[3], step[4] ?? {}));
      case 'unbind':
        return void (await raw.unbindQueue(named(step[1]), named(step[2]), step[3], step[4] ?? {}));
      case 'link':
        return void (await raw.bindExchange(named(step[1]), named(step[2]), step[3], step[4] ?? {}));
      case 'unlink':
        return void (await raw.unbindExchange(named(step[1]), named(step[2]), step[3], step[4] ?? {}));
      case 'publish': {
        const key = step[1] === '' ? named(step[2]) : step[2];
        for (const body of words(step[3])) {
          raw.publish(named(step[1]), key, Buffer.from(body), deep(step[4] ?? {}) as object);
        }
        return stage.until(() => true);
      }
      case 'changed': {
        const options = step[3]();
        raw.sendToQueue(named(step[1]), Buffer.from(step[2]), options);
        step[4](options);
        return stage.until(() => true);
      }
      case 'misused': {
        let text = 'nothing';
        try {
          await perform(step[2], name);
        } catch (error) {
          text = error instanceof Error ? error.message : String(error);
        }
        await stage.until(() => true);
        differ(step, [true, true], [text.includes(step[1]), on.open && on.line.open]);
        return;
      }
      case 'confirmed': {
        const key = step[2] === '' ? named(step[3]) : step[3];
        const answer = await new Promise((resolve) => {
          const told = (error: Error | null) => resolve(error ? 'nack' : 'ack');
          const content = Buffer.from(step[4]);
          (raw as ConfirmChannel).publish(named(step[2]), key, content, deep(step[5] ?? {}) as object, told);
        });
        return differ(step, step[1], answer);
      }
      case 'returned':
        await stage.until(() => on.returns.length >= words(step[1]).length);
        return differ(step, words(step[1]), on.returns.splice(0));
      case 'consume': {
        const consumer = keeper(step[1], on);
        const given = deep(step[3] ?? {}) as object;
        const { consumerTag } = await raw.consume(named(step[2]), (m) => consumer.messages.push(m), given);
        consumer.tag = consumerTag;
        return stage.until(() => true);
      }
      case 'cancel':
        return void (await keptAs(step[1]).channel.raw.cancel(keptAs(step[1]).tag));
      case 'seen':
        await stage.until(() => fresh(step[1]).length >= words(step[2]).length);
        return differ(step, words(step[2]), look(step[1]));
      case 'shares': {
        const total = step[2].reduce((sum, count) => sum + count, 0);
        await stage.until(() => step[1].reduce((sum, as) => sum + fresh(as).length, 0) >= total);
        return differ(
          step,
          step[2],
          step[1].map((as) => look(as).length),
        );
      }
      case 'take': {
        const get = () => raw.get(named(step[2]), deep(step[4] ?? {}) as object);
        let got = await get();
        for (let turn = 0; got === false && step[3] !== null && turn < 40; turn += 1) {
          await stage.until(() => true);
          got = await get();
        }
        if (got !== false) keeper(step[1], on).messages.push(got);
        return differ(step, step[3], got === false ? null : text(got));
      }
      case 'left': {
        const bodies: string[] = [];
        for (;;) {
          const got = await raw.get(named(step[1]), { noAck: true });
          if (got === false) break;
          bodies.push(text(got));
        }
        return differ(step, words(step[2]), bodies);
      }
      case 'ready': {
        const { messageCount, consumerCount } = await raw.checkQueue(named(step[1]));
        differ(step, step[2], messageCount);
        return step[3] === undefined ? undefined : differ(step, step[3], consumerCount);
      }
      case 'ack':
        (name === 'a' ? keptAs(step[1]).channel.raw : raw).ack(messageOf(step[1], step[2]), step[3]);
        return stage.until(() => true);
      case 'nack':
        keptAs(step[1]).channel.raw.nack(messageOf(step[1], step[2]), step[4], step[3]);
        return stage.until(() => true);
      case 'reject':
        keptAs(step[1]).channel.raw.reject(messageOf(step[1], step[2]), step[3]);
        return stage.until(() => true);
      case 'ackAll':
        raw.ackAll();
        return stage.until(() => true);
      case 'nackAll':
        raw.nackAll(step[1]);
        return stage.until(() => true);
      case 'recover':
        return void (await raw.recover());
      case 'prefetch':
        return void (await raw.prefetch(step[1], step[2]));
      case 'purge':
        return differ(step, step[2], (await raw.purgeQueue(named(step[1]))).messageCount);
      case 'deleteQueue': {
        const given = deep(step[3] ?? {}) as object;
        return differ(step, step[2], (await raw.deleteQueue(named(step[1]), given)).messageCount);
      }
      case 'deleteExchange':
        return void (await raw.deleteExchange(named(step[1]), deep(step[2] ?? {}) as object));
      case 'gone': {
        const asked = named(step[2]);
        const code = await refusalOf((scratch) =>
          step[1] === 'queue' ? scratch.raw.checkQueue(asked) : scratch.raw.checkExchange(asked),
        );
        return differ(step, 404, code);
      }
      case 'shows': {
        const message = messageOf(step[1], step[2]);
        const root = {
          fields: message.fields,
          properties: message.properties,
          headers: message.properties.headers,
        };
        return differ(step, deep(step[4]), step[3].split('.').reduce<unknown>(fieldOf, root));
      }
      case 'spoil': {
        const message = messageOf(step[1], step[2]);
        message.content.fill(0);
        for (const value of Object.values(message.properties.headers ?? {}))
          (value as unknown[]).push('spoilt');
        return Object.assign(message.properties.headers ?? {}, { spoilt: true }) && undefined;
      }
      case 'close':
        await raw.close();
        return stage.until(() => true);
      case 'refused':
        return expectRefusal(step, name, on);
    }
  }

  async function expectRefusal(
    step: Extract<CaseStep, readonly ['refused', ...unknown[]]>,
    name: string,
    on: OpenLine,
  ) {
    const before = differences.length;
    await perform(step[3], name).catch(() => {});
    differences.length = before;
    await stage.until(() => !on.open);
    const error = on.error ?? on.line.error;
    const held = step[2] === '' || (error?.message.includes(inText(step[2])) ?? false);
    differ(step, [step[1], true, false], [error?.code, held, on.open && on.line.open]);
    if (!held) differences.push(`its text was: ${error?.message}`);
  }

  try {
    for (const step of one.steps) await perform(step, 'a');
  } catch (error) {
    differences.push(`failed: ${error instanceof Error ? error.message : error}`);
  }
  for (const line of lines.values()) if (line.open) await line.model.close().catch(() => {});
  await cleanUp(declared, stage);
  return differences;
}

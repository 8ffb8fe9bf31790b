/**
 * A file of rabbitmq_tracing as text: a rule of `=`, a line with time and kind, fields, and the raw body up to the next rule
 * that such a line follows. Properties are Erlang terms and may go over several lines.
 */
import { epochMsOf } from './clock.ts';
import { erlangTable, erlangTermOf, erlangTexts } from './erlang-terms.ts';
import type { FormatReader, ReaderContext } from './reader.ts';
import { makeMessageReader } from './wire-message.ts';

const RULE = /^={40,}\s*$/;
const HEAD = /^(.{10,60}): Message (published|received)\s*$/;
const FIELD =
  /^(Node|Connection|Virtual host|User|Channel|Exchange|Routing keys|Queue|Routed queues|Properties):\s*(.*)$/;
/** Characters of one record: more of a body is left out. */
const LONGEST = 16 * 2 ** 20;

interface TextRecord {
  readonly number: number;
  readonly time: string;
  readonly type: string;
  readonly fields: Map<string, string>;
  field: string | null;
  body: string[] | null;
  length: number;
}

export function tracingText(context: ReaderContext): FormatReader {
  const { read: message } = makeMessageReader(context.redact);
  let record: TextRecord | null = null;
  let rule: string | null = null;
  const take = (): void => {
    if (!record) return;
    const { fields, number, type } = record;
    const t = epochMsOf(record.time);
    const body = (record.body ?? []).join('\n').replace(/\n+$/, '');
    const field = (name: string): string => fields.get(name) ?? '';
    const keys = erlangTexts(erlangTermOf(field('Routing keys')));
    const way = type === 'published' ? 'publish' : 'deliver';
    record = null;
    if (t === null) context.skip(number, 'has no time that can be read');
    else if (!fields.has('Exchange')) context.skip(number, '`Exchange` is missing');
    else {
      const properties = erlangTable(erlangTermOf(field('Properties')));
      const queues = way === 'publish' ? erlangTexts(erlangTermOf(field('Routed queues'))) : [field('Queue')];
      context.out.records.push(
        message(
          {
            t,
            way,
            vhost: field('Virtual host') || '/',
            exchange: field('Exchange'),
            routing_key: keys[0] ?? '',
            queues,
            routed: true,
            redelivered: null,
            properties,
            headers: undefined,
            connection: field('Connection'),
            user: field('User'),
            group: null,
          },
          body,
        ),
      );
    }
  };
  const more = (line: string): void => {
    if (!record) return;
    record.length += line.length + 1;
    if (record.length > LONGEST) return;
    if (record.body) record.body.push(line);
    else if (/^Payload:\s*$/.test(line)) record.body = [];
    else {
      const match = FIELD.exec(line);
      const name = match?.[1] ?? record.field;
      if (name === null) return;
      record.field = name;
      record.fields.set(name, match ? (match[2] ?? '').trim() : `${record.fields.get(name) ?? ''}\n${line}`);
    }
  };
  return {
    line(line, number) {
      const head = rule === null ? null : HEAD.exec(line);
      if (head) {
        take();
        const [, time = '', type = ''] = head;
        record = { number, time, type, fields: new Map(), field: null, body: null, length: 0 };
        rule = null;
        return;
      }
      // a rule that no head follows is part of the body
      if (rule !== null) more(rule);
      rule = RULE.test(line) ? line : null;
      if (rule === null) more(line);
    },
    end: take,
  };
}

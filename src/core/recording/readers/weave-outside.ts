/** Requests with their answers, and statements with the rows that they changed, as facts. */
import type { Micros } from '../../base/time.ts';
import { type Cell, type FactOf, type Group, UNKNOWN_ACTOR } from '../../trace/fact.ts';
import type { FactLog } from '../../trace/log.ts';
import type { Ordered } from './order.ts';
import type { HttpRecord, SqlRecord } from './records.ts';
import type { WeaveInput } from './weave-input.ts';
import type { WorkOpen } from './work.ts';

interface HeldWrite {
  readonly record: SqlRecord;
  /** index of its statement */
  readonly fact: number;
}

export class OutsideWeaver {
  rowsUnknown = 0;
  private exchanges = 0;
  private readonly requested = new Map<HttpRecord, { readonly id: number; readonly fact: number }>();
  /** writes whose COMMIT is still to come, by connection */
  private readonly pending = new Map<number, HeldWrite[]>();
  private readonly log: FactLog;
  private readonly input: WeaveInput;
  private readonly work: WorkOpen;

  constructor(log: FactLog, input: WeaveInput, work: WorkOpen) {
    this.log = log;
    this.input = input;
    this.work = work;
  }

  http(record: HttpRecord, at: Micros, isAnswer: boolean): void {
    if (isAnswer) this.answered(record, at);
    else this.asked(record, at);
  }

  sql(record: SqlRecord, at: Micros, ends: Ordered['ends']): void {
    const { verb, actor, thread } = record;
    const held = this.pending.get(thread) ?? [];
    if (verb === 'ROLLBACK') this.pending.delete(thread);
    if (verb === 'ROLLBACK' || (verb === 'COMMIT' && held.length === 0)) return;
    const cause = this.work.inWorkAt(actor);
    const fact = this.log.add(at, actor, cause, this.groupOf(cause), {
      kind: 'sql.executed',
      database: record.database,
      verb: verb as FactOf<'sql.executed'>['verb'],
      table: record.table,
      statement: record.statement,
      parameters: this.parametersOf(record),
      rows: null,
      keys: null,
    });
    if (verb === 'COMMIT') {
      for (const one of held) this.apply(one, at);
      this.pending.delete(thread);
    } else if (record.write && ends === 'commit') this.pending.set(thread, [...held, { record, fact }]);
    else if (record.write && ends === null) this.apply({ record, fact }, at);
  }

  private asked(record: HttpRecord, at: Micros): void {
    this.exchanges += 1;
    const from = record.from ?? UNKNOWN_ACTOR;
    const cause = this.work.causeOf(from, record.global_request_id);
    const group = this.input.places.groupOfRequest(record, cause === null ? null : this.groupOf(cause));
    const { to, method, path, microversion, global_request_id } = record;
    const fact = this.log.add(at, from, cause, group, {
      kind: 'http.requested',
      exchange_id: this.exchanges,
      to,
      method,
      path,
      microversion,
      global_request_id,
      body: null,
    });
    this.requested.set(record, { id: this.exchanges, fact });
    this.work.begin(to, record.request_id, fact, record);
  }

  private answered(record: HttpRecord, at: Micros): void {
    const known = this.requested.get(record);
    if (!known || record.status === null) return;
    const fact = this.log.add(at, record.to, known.fact, this.groupOf(known.fact), {
      kind: 'http.answered',
      exchange_id: known.id,
      to: record.from ?? UNKNOWN_ACTOR,
      status: record.status,
      request_id: record.request_id,
      body: null,
    });
    this.work.end(record.to, record);
    if (record.from !== null) this.work.goOn(record.from, record.global_request_id, fact);
  }

  private apply({ record, fact }: HeldWrite, at: Micros): void {
    const changes = this.input.rows.write(record);
    if (changes === null) this.rowsUnknown += 1;
    const { database, table, actor } = record;
    for (const { key, before, after } of changes ?? [])
      this.log.add(at, actor, fact, this.groupOf(fact), {
        kind: 'row.changed',
        database,
        table,
        key,
        before,
        after,
      });
  }

  /** Where as many are known as the statement asks for. */
  private parametersOf({ write, statement }: SqlRecord): readonly Cell[] {
    const values = Object.entries(write?.values ?? {});
    if (values.length !== statement.split('?').length - 1) return [];
    return values.map(([column, cell]) => this.input.redact.cell(column, cell, 'parameter') as Cell);
  }

  private groupOf(fact: number | null): Group {
    return (fact === null ? undefined : this.log.facts[fact]?.group) ?? 'periodic';
  }
}

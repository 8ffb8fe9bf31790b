/** What the weaving is given. */
import type { Redactor } from '../redact/redactor.ts';
import type { ServicesFound } from './places.ts';
import type { BrokerSnapshot, RecordedThing } from './records.ts';
import type { RowsState } from './rows.ts';

export interface WeaveInput {
  /** the records of each file, in its order */
  readonly files: readonly (readonly RecordedThing[])[];
  readonly epoch: number;
  readonly snapshots: readonly BrokerSnapshot[];
  readonly places: ServicesFound;
  readonly rows: RowsState;
  readonly redact: Redactor;
  readonly mostFacts: number;
}

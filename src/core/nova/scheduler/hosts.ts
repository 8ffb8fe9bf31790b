/** A host as the scheduler sees it: its compute node, its service and its instances, read from the cell's database. */
import type { Row } from '../../trace/fact.ts';

export interface HostState {
  readonly host: string;
  readonly node: string;
  /** of the compute node = of its resource provider */
  readonly uuid: string;
  readonly cellUuid: string;
  readonly compute: Row;
  readonly service: Row | null;
  readonly instances: readonly string[];
}

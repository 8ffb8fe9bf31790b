/** A service that is added to a running cloud: what it does is what those do that were there from the beginning. */
import type { ServiceDefinition } from '../service/service.ts';
import type { ServicePlace } from '../trace/trace.ts';
import type { Addable } from '../words/services.ts';
import { makeCompute } from './compute/compute.ts';
import { makeCellConductor } from './conductor/cell.ts';
import { makeSingleConductor } from './conductor/single.ts';
import { makeSuperConductor } from './conductor/super.ts';
import { makeScheduler } from './scheduler/scheduler.ts';

const MAKERS: { readonly [A in Addable]: (place: ServicePlace) => ServiceDefinition } = {
  'nova-scheduler': makeScheduler,
  'nova-conductor-super': makeSuperConductor,
  'nova-conductor': makeSingleConductor,
  'nova-conductor-cell1': makeCellConductor,
  'nova-conductor-cell2': makeCellConductor,
  'nova-conductor-cell3': makeCellConductor,
  'nova-compute': makeCompute,
};

export const definitionOf = (kind: Addable, place: ServicePlace): ServiceDefinition => MAKERS[kind](place);

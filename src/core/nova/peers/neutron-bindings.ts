/** `/v2.0/ports/{id}/bindings/{host}`: a port's binding to one host (extension `binding-extended`), shown and taken away. */
import { CodedError } from '../../base/assert.ts';
import type { HttpAnswer, Task } from '../../service/effects.ts';
import type { Row } from '../../trace/fact.ts';
import { asJson } from '../db.ts';
import { type Asked, json, noContent } from '../rest.ts';
import { type Neutron, portNotFound } from './neutron-parts.ts';

/** Errors: 404 for an unknown port, and where it has no binding to the host. */
function* bindingOf({ db }: Neutron, { params }: Asked): Task<Row> {
  const { id: port_id = '', host = '' } = params;
  if (!(yield* db.first('neutron', 'ports', { id: port_id }))) throw portNotFound(port_id);
  const row = yield* db.first('neutron', 'ml2_port_bindings', { port_id, host });
  if (row) return row;
  const message = `Binding for port ${port_id} on host ${host} could not be found.`;
  throw new CodedError('PortBindingNotFound', message);
}

export function* showBinding(neutron: Neutron, asked: Asked): Task<HttpAnswer> {
  const {
    host = null,
    vif_type = null,
    vnic_type = null,
    status = null,
    ...row
  } = yield* bindingOf(neutron, asked);
  const object = (cell: Row[string] | undefined) => (cell ? asJson(cell) : {}) as { [key: string]: string };
  const { vif_details, profile } = row;
  const binding = {
    host,
    vif_type,
    vnic_type,
    status,
    vif_details: object(vif_details),
    profile: object(profile),
  };
  return json(200, { binding });
}

export function* deleteBinding(neutron: Neutron, asked: Asked): Task<HttpAnswer> {
  const { db } = neutron;
  const { port_id = null, host = null } = yield* bindingOf(neutron, asked);
  yield* db.remove('neutron', 'ml2_port_binding_levels', { port_id, host });
  yield* db.remove('neutron', 'ml2_port_bindings', { port_id, host });
  yield* db.commit('neutron');
  return noContent;
}

/** A service's RPC endpoint, written as a table: each method gets what the process holds, and the request. */
import type { Json } from '../base/json.ts';
import type { Endpoint, Incoming, Method } from '../rpc/server.ts';
import type { Task } from '../service/effects.ts';

type MethodOf<Service> = (service: Service, incoming: Incoming) => Task<Json>;

export interface EndpointTable<Service> {
  readonly namespace?: string;
  /** the highest that it understands */
  readonly version: string;
  readonly methods: { readonly [name: string]: MethodOf<Service> };
}

export function endpointOf<Service>(service: Service, table: EndpointTable<Service>): Endpoint {
  const entries = Object.entries(table.methods).map(([name, method]): [string, Method] => [
    name,
    (incoming) => method(service, incoming),
  ]);
  return { ...table, methods: Object.fromEntries(entries) };
}

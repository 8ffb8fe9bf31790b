/** What a service's own `nova.conf` says, as far as an experiment may change it. */
import { RESPONSE_TIMEOUT } from '../rpc/transport.ts';

export interface ServiceConfig {
  /** `[DEFAULT]/rpc_response_timeout`, seconds */
  readonly rpcResponseTimeout: number;
}

export const DEFAULT_CONFIG: ServiceConfig = { rpcResponseTimeout: RESPONSE_TIMEOUT };

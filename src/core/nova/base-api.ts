/** `nova/baserpc.py`: every service that listens answers `ping`, so that a compute can wait for a conductor. */
import type { Endpoint } from '../rpc/server.ts';
import { VERSIONS } from './words.ts';

export function baseApi(service: string): Endpoint {
  return {
    namespace: 'baseapi',
    version: VERSIONS.baseapi,
    methods: {
      // biome-ignore lint/correctness/useYield: a method is a task, this one has nothing to wait for
      *ping(incoming) {
        return { service, arg: incoming.args.arg ?? null };
      },
    },
  };
}

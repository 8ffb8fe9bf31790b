/** English: what is done to servers and services beside a boot, and a boot that fails: all methods and requests. */
import { awayActs } from '../away-acts/en.ts';
import { failedBuilds } from '../failed-builds/en.ts';
import { http } from '../http/en.ts';
import { rpc } from '../rpc/en.ts';
import { savedBy } from '../saved/en.ts';
import { serverActs } from '../server-acts/en.ts';
import { serviceActs } from '../service-acts/en.ts';
import type { HttpTexts, RpcTexts } from '../shape.ts';

const methods: RpcTexts = {
  ...rpc,
  ...serverActs.methods,
  ...failedBuilds.methods,
  ...serviceActs.methods,
  ...awayActs.methods,
  'Instance.save': savedBy({
    ...failedBuilds,
    reached: { ...serverActs.reached, ...awayActs.reached },
  }),
};
const requests: HttpTexts = {
  ...http,
  ...serverActs.requests,
  ...serviceActs.requests,
  ...awayActs.requests,
};

export { call, service, told } from '../ends/en.ts';

export const acts = { rpc: methods, http: requests };

/** Chinese: all methods and requests, those of a boot among them. */
import { awayActs } from '../away-acts/zh-CN.ts';
import { failedBuilds } from '../failed-builds/zh-CN.ts';
import { http } from '../http/zh-CN.ts';
import { rpc } from '../rpc/zh-CN.ts';
import { savedBy } from '../saved/zh-CN.ts';
import { serverActs } from '../server-acts/zh-CN.ts';
import { serviceActs } from '../service-acts/zh-CN.ts';
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

export { call, service, told } from '../ends/zh-CN.ts';

export const acts = { rpc: methods, http: requests };

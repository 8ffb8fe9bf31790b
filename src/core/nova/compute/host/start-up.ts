/**
 * What nova-compute does before it listens (`nova/service.py:Service.start`, `nova/compute/manager.py:init_host`,
 * `pre_start_hook`): it waits for a conductor, reads its own record and its instances, and counts its host.
 */
import { CodedError } from '../../../base/assert.ts';
import { isObject, type Json, type JsonObject } from '../../../base/json.ts';
import { call } from '../../../rpc/client.ts';
import { beginAnew, type Task } from '../../../service/effects.ts';
import type { Memory, ServiceHost } from '../../../service/service.ts';
import { askPlacement } from '../../ask-placement.ts';
import { loggerOf } from '../../log.ts';
import { logIn } from '../../log-in.ts';
import { fromPrimitive } from '../../objects/ovo.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { TOPICS, VERSIONS } from '../../words.ts';
import { classAction } from '../conductor-api.ts';
import type { Compute } from '../state.ts';
import { createService } from './first-start.ts';
import { initHost, tellInstances } from './init-host.ts';
import type { Redo } from './init-instance.ts';
import { audit, forgiving, ownContext } from './periodic.ts';

const SERVICE = loggerOf('nova.service');
const LOG = loggerOf('nova.conductor.api');

/** Seconds: `ping` of the first ten attempts (`nova/conductor/api.py:API.wait_until_ready`) */
const PING_TIMEOUT = 10;
const EARLY_PINGS = 10;

const TIMES = TIMING.compute.start_up;

/** `redo` = a method of the manager, for what the process before has left half done */
export function* startUp(compute: Compute, redo: Redo): Task {
  const context = ownContext(compute);
  const { isCold, remembers } = compute.host;
  if (remembers) {
    takeUp(compute, context, remembers);
    return;
  }
  if (isCold) yield* coldStart(compute, context, redo);
  else {
    // it was up long before anybody looked: what it did then lies in the rows
    yield* waitForConductor(compute, context);
    yield* readService(compute, context);
    yield* pause(compute.host, TIMES.tell_instances);
    const list = yield* classAction(compute, context, 'InstanceList.get_by_host', [compute.name]);
    yield* tellInstances(compute, context, list);
  }
  // pre_start_hook
  yield* forgiving(null, audit(compute, context, !isCold));
}

/** What an empty host that was up long before holds: its record and its node (`memory.ts`). */
function takeUp(compute: Compute, context: JsonObject, { service, node }: Memory): void {
  compute.service = fromPrimitive(service);
  compute.isMarkedDisabled = compute.service.data.disabled === true;
  compute.node = { object: fromPrimitive(node), context };
}

/** As recorded on the day on which a compute was killed in a build and started again. */
function* coldStart(compute: Compute, context: JsonObject, redo: Redo): Task {
  const { host } = compute;
  yield* pause(host, TIMES.ping);
  yield* waitForConductor(compute, context);
  yield* pause(host, TIMES.token);
  yield* forgiving(null, askForPlacement(host));
  yield* pause(host, TIMES.minimum_version);
  yield* classAction(compute, context, 'Service.get_minimum_version', ['nova-compute']);
  yield* SERVICE.info({ context: null }, 'Starting compute node (version 26.2.2)');
  yield* pause(host, TIMES.init_host);
  const list = yield* initHost(compute, ownContext(compute), redo);
  yield* pause(host, TIMES.tell_instances);
  yield* tellInstances(compute, context, list);
  yield* readService(compute, context);
  if (!compute.service) yield* createService(compute, context);
}

function* askForPlacement(host: ServiceHost): Task {
  yield* logIn();
  yield* askPlacement(host, { method: 'GET', path: '/' });
}

function* readService(compute: Compute, context: JsonObject): Task {
  const own = [compute.name, 'nova-compute'];
  const service = yield* classAction(compute, context, 'Service.get_by_host_and_binary', own);
  compute.service = isObject(service) ? fromPrimitive(service as Json) : null;
}

/** A compute does not start before a conductor answers. */
function* waitForConductor(compute: Compute, context: JsonObject): Task {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const target = { topic: TOPICS.conductor, namespace: 'baseapi', version: VERSIONS.baseapi };
      const timeout = attempt < EARLY_PINGS ? PING_TIMEOUT : compute.cell.responseTimeout;
      const args = { arg: '1.21 GigaWatts' };
      yield* call(compute.cell, { target, method: 'ping', args, context }, { timeout, monitor: null });
      if (attempt > 0) yield* LOG.info({ context }, 'nova-conductor connection established successfully');
      return;
    } catch (error) {
      if (!(error instanceof CodedError) || error.code !== 'MessagingTimeout') throw error;
      yield* LOG.warning({ context }, NO_CONDUCTOR, error);
      // it goes on for ever, and no run waits for a conductor that may never come
      if (attempt >= EARLY_PINGS) yield* beginAnew();
    }
  }
}

const NO_CONDUCTOR =
  'Timed out waiting for nova-conductor.  Is it running? Or did this service start before nova-conductor?  Reattempting establishment of nova-conductor connection...';

/**
 * nova-compute: one for each host. It has no database; what it knows of rows it asks its cell's conductor by calls. It
 * starts to listen only after a conductor has answered.
 */
import { serve } from '../../rpc/server.ts';
import { makeTransport } from '../../rpc/transport.ts';
import { makeLock, spawn, type Task } from '../../service/effects.ts';
import type { ServiceDefinition } from '../../service/service.ts';
import type { ServicePlace } from '../../trace/trace.ts';
import { driverRow } from '../../words/drivers.ts';
import { baseApi } from '../base-api.ts';
import { ownVhost } from '../cells.ts';
import { type EndpointTable, endpointOf } from '../endpoint.ts';
import { TOPICS } from '../words.ts';
import { buildAndRun } from './build/build.ts';
import { makeDriver } from './driver.ts';
import { externalEvent } from './external-event.ts';
import { pauseInstance, resumeInstance, suspendInstance, unpauseInstance } from './hold.ts';
import { setHostEnabled } from './host/host-status.ts';
import type { Redo } from './host/init-instance.ts';
import { everyMinute, heartbeat } from './host/periodic.ts';
import { NOTHING } from './host/resource-tracker.ts';
import { startUp } from './host/start-up.ts';
import { confirmResize, finishRevertResize, revertResize } from './move/end-resize.ts';
import { cancelQueued, checkSource, liveMigration } from './move/live-source.ts';
import { checkDestination, postAtDestination, preLiveMigration } from './move/live-target.ts';
import { finishResize, prepResize, resizeInstance } from './move/resize.ts';
import {
  getConsoleOutput,
  getInstanceDiagnostics,
  getVncConsole,
  setAdminPassword,
} from './server/console.ts';
import { attachInterface, detachInterface } from './server/interfaces.ts';
import { softDeleteInstance, startInstance, stopInstance } from './server/power.ts';
import { rebootInstance } from './server/reboot.ts';
import { rebuildInstance } from './server/rebuild.ts';
import { rescueInstance, unrescueInstance } from './server/rescue.ts';
import { shelveInstance } from './server/shelve.ts';
import { snapshotInstance } from './server/snapshot.ts';
import { terminateInstance } from './server/terminate.ts';
import { unshelveInstance } from './server/unshelve.ts';
import type { Compute } from './state.ts';

const MAX_CONCURRENT_BUILDS = 10;
const MAX_CONCURRENT_LIVE_MIGRATIONS = 1;

const MANAGER: EndpointTable<Compute> = {
  version: '6.1',
  methods: {
    build_and_run_instance: buildAndRun,
    external_instance_event: externalEvent,
    stop_instance: stopInstance,
    start_instance: startInstance,
    prep_resize: prepResize,
    resize_instance: resizeInstance,
    finish_resize: finishResize,
    confirm_resize: confirmResize,
    revert_resize: revertResize,
    finish_revert_resize: finishRevertResize,
    set_host_enabled: setHostEnabled,
    pause_instance: pauseInstance,
    unpause_instance: unpauseInstance,
    suspend_instance: suspendInstance,
    resume_instance: resumeInstance,
    set_admin_password: setAdminPassword,
    get_console_output: getConsoleOutput,
    get_vnc_console: getVncConsole,
    get_instance_diagnostics: getInstanceDiagnostics,
    rescue_instance: rescueInstance,
    unrescue_instance: unrescueInstance,
    attach_interface: attachInterface,
    detach_interface: detachInterface,
    reboot_instance: rebootInstance,
    rebuild_instance: rebuildInstance,
    shelve_instance: shelveInstance,
    unshelve_instance: unshelveInstance,
    snapshot_instance: snapshotInstance,
    terminate_instance: terminateInstance,
    soft_delete_instance: softDeleteInstance,
    check_can_live_migrate_destination: checkDestination,
    check_can_live_migrate_source: checkSource,
    pre_live_migration: preLiveMigration,
    live_migration: liveMigration,
    post_live_migration_at_destination: postAtDestination,
  },
  expected: {
    rebuild_instance: ['PreserveEphemeralNotSupported', 'BuildAbortException'],
    get_console_output: ['NotImplementedError', 'ConsoleNotAvailable', 'InstanceNotFound'],
    get_vnc_console: [
      ...['ConsoleTypeInvalid', 'ConsoleTypeUnavailable', 'InstanceNotReady', 'InstanceNotFound'],
      'NotImplementedError',
    ],
  },
};

export function makeCompute(place: ServicePlace): ServiceDefinition {
  return {
    place,
    start(host) {
      const compute: Compute = {
        host,
        name: place.host,
        cell: makeTransport(host, ownVhost(place)),
        node: null,
        service: null,
        isRegistered: true,
        knowsProvider: !host.isCold,
        refreshedAt: host.now(),
        provider: null,
        isMarkedDisabled: null,
        tracked: new Map(),
        moves: { tracked: new Set(), gone: new Set(), asked: new Set(), usage: NOTHING },
        healing: [],
        cacheLocks: new Map(),
        instanceLocks: new Map(),
        resources: makeLock('compute_resources'),
        builds: makeLock('builds', MAX_CONCURRENT_BUILDS),
        liveMigrations: makeLock('live migrations', MAX_CONCURRENT_LIVE_MIGRATIONS),
        waitingLive: new Map(),
        driver: makeDriver(driverRow(host.conf.driver), host.isCold),
        failedBuilds: host.isCold ? 0 : null,
      };
      return { main: main(compute), cleanUp: () => cancelQueued(compute) };
    },
  };
}

function* main(compute: Compute): Task {
  const began = compute.host.now();
  const redo: Redo = function* (method, args, context) {
    const again = MANAGER.methods[method];
    if (again) yield* again(compute, { method, args, context });
  };
  yield* startUp(compute, redo);
  const endpoints = [endpointOf(compute, MANAGER), baseApi('compute')];
  yield* serve(compute.cell, { topic: TOPICS.compute, server: compute.name }, endpoints);
  yield* spawn('heartbeat', heartbeat(compute));
  yield* spawn('periodic tasks', everyMinute(compute, began));
}

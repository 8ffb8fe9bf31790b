/**
 * What neutron tells Nova: `POST /v2.1/os-server-external-events`, in batches (`neutron/notifiers/batch_notifier.py`).
 * The first event goes at once; while a POST is under way and for two seconds after it, events gather for the next.
 */
import { CodedError } from '../../base/assert.ts';
import { fromMs, micros, plus } from '../../base/time.ts';
import { http, sleep, spawn, type Task } from '../../service/effects.ts';
import type { ServiceHost } from '../../service/service.ts';
import { pause, TIMING } from '../timing/timing.ts';

interface ServerEvent {
  readonly server_uuid: string;
  readonly name: 'network-changed' | 'network-vif-plugged' | 'network-vif-unplugged' | 'network-vif-deleted';
  readonly status: 'completed';
  /** port id */
  readonly tag: string;
}

export interface Notifier {
  /** Queues an event; it leaves by a process of its own, which follows from what the caller did last. */
  notify(event: ServerEvent): Task;
}

/** `[DEFAULT]/send_events_interval`, seconds */
const SEND_EVENTS_INTERVAL = 2;

const TIMES = TIMING.neutron.notify_nova;

export function makeNotifier(host: ServiceHost): Notifier {
  let pending: ServerEvent[] = [];
  /** the next batch may leave from here on */
  let freeAt = host.now();
  let sending = false;
  const sendBatch = function* (): Task {
    yield* pause(host, TIMES.send);
    while (sending || host.now() < freeAt) {
      const wait = sending ? fromMs(50) : micros(freeAt - host.now());
      yield* sleep(plus(wait, host.took(TIMES.send_after_wait)));
    }
    if (pending.length === 0) return;
    const events = pending;
    pending = [];
    sending = true;
    try {
      yield* send(host, events);
    } finally {
      sending = false;
      freeAt = plus(host.now(), micros(SEND_EVENTS_INTERVAL * 1_000_000));
    }
  };
  return {
    *notify(event) {
      pending.push(event);
      yield* spawn(`notify nova ${event.name}`, sendBatch());
    },
  };
}

/** An error of the transport is logged and forgotten: the events are lost (`neutron/notifiers/nova.py:send_events`). */
function* send(host: ServiceHost, events: readonly ServerEvent[]): Task {
  try {
    yield* http({
      to: 'nova-api',
      method: 'POST',
      path: '/v2.1/os-server-external-events',
      globalRequestId: `req-${host.stream('id/request').uuid()}`,
      body: JSON.stringify({ events }),
    });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
  }
}

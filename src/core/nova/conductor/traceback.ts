/**
 * What Python prints of an exception that `schedule_and_build_instances` caught: the frames between it and the caller's
 * side of the RPC (Nova 26.2.2, oslo.messaging 14.0.3, as stored on a day without a scheduler and on one without a host). Nothing here
 * runs Python: the path of the call is fixed, and which of its two ends it has follows from the error.
 */
import type { CodedError } from '../../base/assert.ts';
import { RemoteError } from '../../rpc/envelope.ts';

/** `code` = the line as it stands in the file; `marked` = the part of it that the carets stand below */
interface Frame {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly code: string;
  readonly marked?: string;
}

const NOVA = 'nova/';
const OSLO = 'oslo_messaging/';

const CALL: readonly Frame[] = [
  {
    file: `${NOVA}conductor/manager.py`,
    line: 1587,
    name: 'schedule_and_build_instances',
    code: 'host_lists = self._schedule_instances(context, request_specs[0],',
    marked: 'self._schedule_instances(context, request_specs[0],',
  },
  {
    file: `${NOVA}conductor/manager.py`,
    line: 940,
    name: '_schedule_instances',
    code: 'host_lists = self.query_client.select_destinations(',
    marked: 'self.query_client.select_destinations(',
  },
  {
    file: `${NOVA}scheduler/client/query.py`,
    line: 41,
    name: 'select_destinations',
    code: 'return self.scheduler_rpcapi.select_destinations(context, spec_obj,',
    marked: 'self.scheduler_rpcapi.select_destinations(context, spec_obj,',
  },
  {
    file: `${NOVA}scheduler/rpcapi.py`,
    line: 160,
    name: 'select_destinations',
    code: "return cctxt.call(ctxt, 'select_destinations', **msg_args)",
    marked: "cctxt.call(ctxt, 'select_destinations', **msg_args)",
  },
  {
    file: `${OSLO}rpc/client.py`,
    line: 190,
    name: 'call',
    code: 'result = self.transport._send(',
    marked: 'self.transport._send(',
  },
  {
    file: `${OSLO}transport.py`,
    line: 123,
    name: '_send',
    code: 'return self._driver.send(target, ctxt, message,',
    marked: 'self._driver.send(target, ctxt, message,',
  },
  {
    file: `${OSLO}_drivers/amqpdriver.py`,
    line: 689,
    name: 'send',
    code: 'return self._send(target, ctxt, message, wait_for_reply, timeout,',
    marked: 'self._send(target, ctxt, message, wait_for_reply, timeout,',
  },
];

const RAISED: readonly Frame[] = [
  { file: `${OSLO}_drivers/amqpdriver.py`, line: 681, name: '_send', code: 'raise result' },
];

const TIMED_OUT: readonly Frame[] = [
  {
    file: `${OSLO}_drivers/amqpdriver.py`,
    line: 678,
    name: '_send',
    code: 'result = self._waiter.wait(msg_id, timeout,',
    marked: 'self._waiter.wait(msg_id, timeout,',
  },
  {
    file: `${OSLO}_drivers/amqpdriver.py`,
    line: 567,
    name: 'wait',
    code: 'message = self.waiters.get(msg_id, timeout=timeout)',
    marked: 'self.waiters.get(msg_id, timeout=timeout)',
  },
  {
    file: `${OSLO}_drivers/amqpdriver.py`,
    line: 443,
    name: 'get',
    code: 'raise oslo_messaging.MessagingTimeout(',
  },
];

/** The queue that stayed empty: Python shows first what was being handled. */
const EMPTY: readonly Frame[] = [
  {
    file: `${OSLO}_drivers/amqpdriver.py`,
    line: 441,
    name: 'get',
    code: 'return self._queues[msg_id].get(block=True, timeout=timeout)',
    marked: 'self._queues[msg_id].get(block=True, timeout=timeout)',
  },
  {
    file: 'eventlet/queue.py',
    line: 322,
    name: 'get',
    code: 'return waiter.wait()',
    marked: 'waiter.wait()',
  },
  {
    file: 'eventlet/queue.py',
    line: 141,
    name: 'wait',
    code: 'return get_hub().switch()',
    marked: 'get_hub().switch()',
  },
  {
    file: 'eventlet/hubs/hub.py',
    line: 313,
    name: 'switch',
    code: 'return self.greenlet.switch()',
    marked: 'self.greenlet.switch()',
  },
];

const HEAD = 'Traceback (most recent call last):\n';

function framesText(frames: readonly Frame[]): string {
  return frames
    .map(({ file, line, name, code, marked }) => {
      const carets =
        marked === undefined ? '' : `    ${' '.repeat(code.indexOf(marked))}${'^'.repeat(marked.length)}\n`;
      return `  File "/usr/lib/python3/dist-packages/${file}", line ${line}, in ${name}\n    ${code}\n${carets}`;
    })
    .join('');
}

const isTimeout = (error: CodedError): boolean => error.code === 'MessagingTimeout';

/** `instance_actions_events.traceback`: the frames alone (`traceback.format_tb`). */
export function tracebackOf(error: CodedError): string {
  return framesText([...CALL, ...(isTimeout(error) ? TIMED_OUT : RAISED)]);
}

/** `instance_faults.details`: the frames and the exception (`traceback.format_exception`). */
export function exceptionText(error: CodedError): string {
  const frames = HEAD + tracebackOf(error);
  if (isTimeout(error)) {
    const handled = `${HEAD}${framesText(EMPTY)}_queue.Empty\n\n`;
    const between = 'During handling of the above exception, another exception occurred:\n\n';
    return `${handled}${between}${frames}oslo_messaging.exceptions.MessagingTimeout: ${error.message}\n`;
  }
  const module = error instanceof RemoteError ? error.module : 'nova.exception';
  const trace = error instanceof RemoteError ? `\n${error.trace.join('\n')}\n` : '';
  return `${frames}${module}_Remote.${error.code}_Remote: ${error.message}${trace}`;
}

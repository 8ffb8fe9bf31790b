/**
 * The tap under a flood: 5,000 messages of the firehose a second for a minute, as a busy vhost has them, and what it keeps in
 * memory meanwhile. Needs a broker at AMQP_URL (else on this machine) that rabbitmqctl administers; without one there are no rows.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from 'amqplib';
import type { Lab } from '../bench-lab.mjs';
import type { BenchRow } from './support/rows.ts';

const AMQP = process.env.AMQP_URL ?? 'amqp://127.0.0.1:5672';
const SECONDS = 60;
/** Each message is told twice: published, delivered. */
const PUBLISHED_A_SECOND = 2500;
const TURN_MS = 20;
/** How long the last ones may be under way. */
const REST_MS = 30_000;

const ctl = (...words: string[]): string =>
  execFileSync('rabbitmqctl', ['-q', ...words], { encoding: 'utf8' });

/** About 2 KB, as a small conductor call. */
const BODY = JSON.stringify({
  'oslo.version': '2.0',
  'oslo.message': JSON.stringify({
    ...{
      method: 'object_action',
      version: '3.0',
      _msg_id: 'ID',
      _reply_q: 'reply_ID',
      _unique_id: 'ID',
      _timeout: null,
    },
    args: {
      objinst: { 'nova_object.name': 'Service', 'nova_object.data': { host: 'cpu1', report_count: 7 } },
      objmethod: 'save',
      args: [],
    },
    ...Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`_context_field_${i}`, 'x'.repeat(30)])),
  }),
});

export async function measure(lab: Lab): Promise<BenchRow[]> {
  const vhost = `novascope_bench_${process.pid}`;
  try {
    ctl('add_vhost', vhost);
    ctl('set_permissions', '-p', vhost, 'guest', '.*', '.*', '.*');
    ctl('trace_on', '-p', vhost);
  } catch (error) {
    console.error(`tap: not measured: ${(error as Error).message.split('\n')[0]}`);
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), 'novascope-bench-'));
  try {
    return await flooded(lab, vhost, join(folder, 'tap.ndjson'));
  } finally {
    ctl('delete_vhost', vhost);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function flooded(lab: Lab, vhost: string, out: string): Promise<BenchRow[]> {
  const program = join(lab.dist, '..', 'dist-node', 'novascope.js');
  const args = ['tap', '--amqp', AMQP, '--vhost', vhost, '--for', '1h', '--out', out];
  const tap = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  tap.stderr.on('data', (text: Buffer) => {
    said += text.toString('utf8');
  });
  const ended = new Promise((done) => tap.once('exit', done));
  while (!said.includes('This ends in')) await pause(50);
  const { published, delivered, seconds } = await flood(`${AMQP}/${vhost}`);
  const sent = published + delivered;
  tap.kill('SIGTERM');
  // while it takes what is left
  const peak = peakOf(tap.pid);
  await ended;
  const [, written = '0', missing = '0'] = /(\d+) messages written, (\d+) let go/.exec(said) ?? [];
  return [
    { what: 'messages of the firehose', value: sent / seconds, unit: 'messages/s' },
    { what: 'of these written', value: (Number(written) / sent) * 100, unit: '%' },
    { what: 'told as missing', value: Number(missing), unit: 'messages' },
    { what: 'neither written nor told', value: sent - Number(written) - Number(missing), unit: 'messages' },
    { what: 'memory at most', value: peak(), unit: 'MB', aim: 200 },
    { what: 'recording', value: statSync(out).size / 1e6, unit: 'MB' },
  ];
}

/** The most that a process has had in memory, MB, looked up until it ends. */
function peakOf(pid: number | undefined): () => number {
  let most = 0;
  const look = (): void => {
    try {
      most =
        Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? most * 1024) / 1024;
    } catch {
      clearInterval(timer);
    }
  };
  const timer = setInterval(look, 100);
  look();
  return () => {
    clearInterval(timer);
    return most;
  };
}

interface Flood {
  readonly published: number;
  readonly delivered: number;
  readonly seconds: number;
}

async function flood(url: string): Promise<Flood> {
  const model = await connect(url);
  const channel = await model.createChannel();
  const consumer = await model.createChannel();
  let [published, delivered] = [0, 0];
  await channel.assertExchange('nova', 'topic', { durable: false });
  await channel.assertQueue('conductor', { durable: false });
  await channel.bindQueue('conductor', 'nova', 'conductor');
  const onMessage = (): void => {
    delivered += 1;
  };
  await consumer.consume('conductor', onMessage, { noAck: true });
  const began = performance.now();
  while (performance.now() - began < SECONDS * 1000) {
    const due = ((performance.now() - began) / 1000) * PUBLISHED_A_SECOND;
    for (; published < due; published += 1) {
      const id = published.toString(16).padStart(32, '0');
      channel.publish('nova', 'conductor', Buffer.from(BODY.replaceAll('ID', id)), { deliveryMode: 2 });
    }
    await pause(TURN_MS);
  }
  const seconds = (performance.now() - began) / 1000;
  // what is never delivered is told by nobody
  while (delivered < published && performance.now() - began < SECONDS * 1000 + REST_MS) await pause(TURN_MS);
  await model.close();
  return { published, delivered, seconds };
}

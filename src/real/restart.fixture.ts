/** The broker of an engine restarted in the course of a boot, at a moment that is known. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import type { EngineUnderTest } from './engine.fixture.ts';
import type { OwnBroker } from './own-broker.fixture.ts';

/** Task states of a build that has its host, and to which neutron is yet to give a port. */
const BEFORE_ITS_PORT = ['networking', 'block_device_mapping', 'spawning'];
/** Longer than a call takes that is under way. */
const QUIET_MS = 2000;

/**
 * Kills the broker while the build of `server` waits for neutron, which is held: no call of the build is under way. Starts it
 * again, and lets neutron go on once all services listen: what is asked before its receiver has its queue again is lost.
 * Gives when the broker was dead, epoch milliseconds.
 */
export async function restartedInBuild(
  engine: EngineUnderTest,
  broker: OwnBroker,
  server: string,
): Promise<number> {
  const row = async () => (await engine.servers()).get(server);
  await engine.until('its compute is about to ask for a port', async () =>
    BEFORE_ITS_PORT.includes(String((await row())?.task_state)),
  );
  engine.signal('peers', 'SIGSTOP');
  try {
    const uuid = (await row())?.uuid;
    await engine.until('its compute waits for the port', async () =>
      (await engine.logs('nova-compute-')).includes(`[instance: ${uuid}] Start spawning the instance`),
    );
    await pause(QUIET_MS);
    expect(await row()).toMatchObject({ vm_state: 'building', task_state: 'spawning' });
    const before = await listeners(broker);
    expect(before.length).toBeGreaterThan(0);
    await broker.kill();
    const dead = Date.now();
    await broker.start();
    await engine.until(
      'all services listen again',
      async () => {
        const now = await listeners(broker);
        return before.every((queue) => now.includes(queue));
      },
      120,
    );
    return dead;
  } finally {
    engine.signal('peers', 'SIGCONT');
  }
}

/** Queues of Nova's services that are consumed, in all vhosts. */
async function listeners(broker: OwnBroker): Promise<readonly string[]> {
  const vhosts = (await broker.ctl('list_vhosts', 'name', '--no-table-headers')).trim().split('\n');
  const lists = await Promise.all(
    vhosts.map((vhost) => broker.ctl('list_queues', '-p', vhost, 'name', 'consumers', '--no-table-headers')),
  );
  return lists.flatMap((list, i) =>
    list
      .split('\n')
      .filter((line) => /^(conductor|scheduler|compute).*\t[1-9]/.test(line))
      .map((line) => `${vhosts[i]}: ${line.split('\t')[0]}`),
  );
}

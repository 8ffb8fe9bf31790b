/** Takes away what a case declared. */
import type { Channel } from '../promise-api.ts';
import type { BrokerStage } from './stage.fixture.ts';

interface Declared {
  readonly queues: ReadonlySet<string>;
  readonly exchanges: ReadonlySet<string>;
}

export async function cleanUp(what: Declared, at: BrokerStage): Promise<void> {
  const model = await at.connect();
  model.on('error', () => {});
  const drop = async (run: (raw: Channel) => Promise<unknown>): Promise<void> => {
    const raw = await model.createChannel();
    raw.on('error', () => {});
    await run(raw)
      .then(() => raw.close())
      .catch(() => {});
  };
  for (const queue of what.queues) if (!queue.startsWith('amq.')) await drop((raw) => raw.deleteQueue(queue));
  for (const exchange of what.exchanges) {
    if (!exchange.startsWith('amq.')) await drop((raw) => raw.deleteExchange(exchange));
  }
  await model.close();
}

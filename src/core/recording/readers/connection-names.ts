/** A name for each connection whose user names no service, where something says it: those that share a reply queue are one process. */
import type { MessageRecord } from './records.ts';
import { senderByMessage, serviceOfQueue } from './service-names.ts';

interface ConnectionNames {
  note(message: MessageRecord): void;
  /** By all that was noted so far. */
  names(): ReadonlyMap<string, string>;
}

/** `told` = program names of connections; `isService` = whether a broker's user is named as a service. */
export function makeConnectionNames(
  told: ReadonlyMap<string, string>,
  isService: (user: string) => boolean,
): ConnectionNames {
  const parents = new Map<string, string>();
  const votes = new Map<string, Map<string, number>>();
  const rootOf = (of: string): string => {
    let root = of;
    while (parents.get(root) !== undefined && parents.get(root) !== root) root = parents.get(root) as string;
    parents.set(of, root);
    return root;
  };
  const join = (a: string, b: string): void => {
    parents.set(rootOf(a), rootOf(b));
  };
  const vote = (connection: string, name: string | null, weight: number): void => {
    if (name === null) return;
    const list = votes.get(connection) ?? new Map<string, number>();
    list.set(name, (list.get(name) ?? 0) + weight);
    votes.set(connection, list);
  };
  return {
    note(message) {
      const { connection, user, way, rpc } = message;
      if (connection === '' || isService(user)) return;
      rootOf(connection);
      vote(connection, told.get(connection) ?? null, 20);
      const queue = message.queues[0] ?? '';
      if (way === 'deliver') {
        if (queue.startsWith('reply_')) join(connection, queue);
        else vote(connection, serviceOfQueue(queue), 10);
      } else {
        if (rpc.reply_q) join(connection, rpc.reply_q);
        vote(connection, senderByMessage(message), 1);
      }
    },
    names() {
      const sums = new Map<string, Map<string, number>>();
      for (const [connection, list] of votes) {
        const root = rootOf(connection);
        const sum = sums.get(root) ?? new Map<string, number>();
        for (const [name, weight] of list) sum.set(name, (sum.get(name) ?? 0) + weight);
        sums.set(root, sum);
      }
      const names = new Map<string, string>();
      for (const connection of parents.keys()) {
        const best = [...(sums.get(rootOf(connection)) ?? [])].sort(
          // a name with a host says more than the program alone
          ([a, x], [b, y]) => y + b.length / 1000 - (x + a.length / 1000),
        )[0];
        if (best && !connection.startsWith('reply_')) names.set(connection, best[0]);
      }
      return names;
    },
  };
}

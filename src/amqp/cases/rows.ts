/**
 * Where this broker once answered otherwise than RabbitMQ 3.10.8, row by row: the cases of what was seen, and those of
 * its neighbours. All are played on a real broker too, those excepted that say why not (`hereOnly`).
 */

interface CaseRow {
  readonly seen: string;
  /** ids of cases */
  readonly itself: readonly string[];
  readonly neighbours: readonly string[];
}

export const ROWS: readonly CaseRow[] = [
  {
    seen: 'a queue declared bare, then with x-queue-type: classic',
    itself: ['no-type-means-classic'],
    neighbours: [
      'a-bare-queue-is-no-quorum-queue',
      'a-quorum-queue-is-no-bare-queue',
      'no-type-and-other-arguments',
    ],
  },
  {
    seen: 'quorum with autoDelete, classic with x-delivery-limit',
    itself: ['quorum-properties', 'arguments-of-another-type'],
    neighbours: [
      'quorum-queues-are-durable-and-shared',
      'classic-arguments-of-a-quorum-queue',
      'a-bad-value-before-a-foreign-argument',
      'unknown-arguments-are-free',
      'quorum-odd-limits',
    ],
  },
  {
    seen: 'a channel-wide prefetch, then a consumer on a quorum queue',
    itself: ['quorum-and-a-shared-prefetch'],
    neighbours: [
      'quorum-and-a-shared-prefetch-without-acks',
      'quorum-and-no-shared-prefetch',
      'quorum-and-a-prefetch-of-its-own',
      'quorum-ignores-a-later-shared-prefetch',
    ],
  },
  {
    seen: 'a delivery unacked for 30 minutes',
    itself: ['unacked-for-half-an-hour'],
    neighbours: [
      'got-and-unacked-for-half-an-hour',
      'quorum-unacked-for-half-an-hour',
      'younger-deliveries-have-their-own-half-hour',
      'overdue-at-the-next-minute',
    ],
  },
  {
    seen: 'x-expires: 315360000001',
    itself: ['times-have-bounds'],
    neighbours: ['times-of-quorum-queues-have-bounds', 'expirations-have-bounds', 'lengths-have-bounds'],
  },
  {
    seen: "x-message-ttl: 10000, then '10000'",
    itself: ['types-count-in-equivalence'],
    neighbours: ['inequivalence-tells-types', 'lengths-compare-by-number', 'names-compare-by-text'],
  },
  {
    seen: "consumer argument x-priority: '5'",
    itself: ['types-of-consumer-arguments'],
    neighbours: ['types-of-queue-arguments', 'types-of-exchange-arguments', 'delivery-modes'],
  },
  {
    seen: 'passive declare of a live direct reply-to name, and of amq.rabbitmq.reply-to',
    itself: ['reply-name-of-a-channel', 'reply-names-are-there'],
    neighbours: ['reply-name-of-a-cancelled-consumer', 'names-near-reply-names', 'no-name-is-no-queue'],
  },
  {
    seen: 'a publisher changes a nested header table after publishing',
    itself: ['a-message-keeps-its-own-copy'],
    neighbours: [
      'a-message-keeps-its-keys',
      'a-message-keeps-its-bytes',
      'a-message-keeps-its-typed-values',
      'two-queues-two-messages',
    ],
  },
  {
    seen: 'headers of a type that was asked for, Date, NaN, undefined in a list',
    itself: ['typed-values', 'values-of-javascript', 'values-that-cannot-be-sent'],
    neighbours: [
      'properties-that-cannot-be-sent',
      'headers-compare-with-types',
      'arguments-are-tables-too',
      'tables-in-tables',
    ],
  },
  {
    seen: 'first delivery from a quorum queue has x-delivery-count: 0',
    itself: ['quorum-count-to-a-consumer'],
    neighbours: ['quorum-count-to-a-get', 'quorum-count-that-was-sent', 'quorum-count-after-a-lost-channel'],
  },
  {
    seen: 'x-queue-type: stream',
    itself: ['streams-are-not-modelled', 'streams-with-arguments-are-not-modelled'],
    neighbours: [
      'what-no-stream-can-be',
      'no-queue-becomes-a-stream',
      'words-near-stream',
      'arguments-of-streams-elsewhere',
      'offsets-elsewhere',
    ],
  },
];

/** Tables of headers and arguments: copied, encoded, shown and refused as amqplib does it. */
import type { Case, CaseStep } from './case.ts';

const of = (type: unknown, value: unknown) => ({ '!': type, value });

/** Sends headers and looks at what comes out. */
const through = (body: string, header: unknown, shown: unknown): readonly CaseStep[] => [
  ['publish', '', 'q', body, { headers: { h: header } }],
  ['take', body, 'q', body],
  ['shows', body, 0, 'headers.h', shown],
];
const badly = (text: string, header: unknown): CaseStep => [
  'misused',
  text,
  ['publish', '', 'q', 'never', { headers: { h: header } }],
];

class Named {
  readonly name = 'mine';
  get length(): number {
    return this.name.length;
  }
}

export const tables: readonly Case[] = [
  {
    id: 'a-message-keeps-its-own-copy',
    law: 'what a publisher changes after publishing does not change the message, however deep it stands',
    steps: [
      ['queue', 'q'],
      [
        'changed',
        'q',
        'a',
        () => ({ headers: { deep: { list: [{ n: 1 }] } } }),
        (given) => {
          const { deep } = given.headers as { deep: { list: { n: number }[] } };
          deep.list.push({ n: 3 });
          for (const each of deep.list) each.n = 2;
        },
      ],
      ['take', 'm', 'q', 'a'],
      ['shows', 'm', 0, 'headers.deep', { list: [{ n: 1 }] }],
    ],
  },
  {
    id: 'a-message-keeps-its-keys',
    law: 'a list of further routing keys is copied when it is published',
    steps: [
      ['queue', 'q'],
      [
        'changed',
        'q',
        'b',
        () => ({ headers: { x: 1 }, CC: ['k'] }),
        (given) => (given.CC as string[]).push('l'),
      ],
      ['take', 'm', 'q', 'b'],
      ['shows', 'm', 0, 'headers.CC', ['k']],
    ],
  },
  {
    id: 'a-message-keeps-its-bytes',
    law: 'bytes in a header are copied when they are published',
    steps: [
      ['queue', 'q'],
      [
        'changed',
        'q',
        'c',
        () => ({ headers: { bytes: Buffer.from([1, 2]) } }),
        (given) => (given.headers as { bytes: Buffer }).bytes.fill(9),
      ],
      ['take', 'm', 'q', 'c'],
      ['shows', 'm', 0, 'headers.bytes.0', 1],
    ],
  },
  {
    id: 'a-message-keeps-its-typed-values',
    law: 'a value with its type is copied when it is published',
    steps: [
      ['queue', 'q'],
      [
        'changed',
        'q',
        'd',
        () => ({ headers: { when: of('timestamp', 5) } }),
        (given) => {
          (given.headers as { when: { value: number } }).when.value = 6;
        },
      ],
      ['take', 'm', 'q', 'd'],
      ['shows', 'm', 0, 'headers.when', of('timestamp', 5)],
    ],
  },
  {
    id: 'two-queues-two-messages',
    law: 'two consumers share nothing of a message',
    steps: [
      ['queue', 'p'],
      ['queue', 'q'],
      ['exchange', 'x', 'fanout'],
      ['bind', 'p', 'x', ''],
      ['bind', 'q', 'x', ''],
      ['publish', 'x', '', 'a', { headers: { list: [1] } }],
      ['take', 'm', 'p', 'a'],
      ['spoil', 'm', 0],
      ['take', 'n', 'q', 'a'],
      ['shows', 'n', 0, 'headers', { list: [1] }],
      ['nack', 'm', 0, true],
      ['take', 'm', 'p', 'a*'],
      ['shows', 'm', 1, 'headers', { list: [1] }],
    ],
  },
  {
    id: 'typed-values',
    law: 'a value of a type that was asked for comes out as its value; times and decimals keep their types',
    steps: [
      ['queue', 'q'],
      ...through('int', of('int', 5), 5),
      ...through('short', of('int16', 5), 5),
      ...through('ubyte', of('unsignedbyte', 200), 200),
      ...through('double', of('double', 5), 5),
      ...through('float', of('float', 1.1), Math.fround(1.1)),
      ...through('cut', of('int', 5.7), 5),
      ...through('time', of('timestamp', 5), of('timestamp', 5)),
      ...through(
        'decimal',
        of('decimal', { places: 2, digits: 314 }),
        of('decimal', { places: 2, digits: 314 }),
      ),
      ...through('bool', of('boolean', 1), true),
      ...through('table', of('object', { a: of('long', 1) }), { a: 1 }),
    ],
  },
  {
    id: 'values-of-javascript',
    law: 'objects are sent by their fields: a date is an empty table, what has no value is left out',
    steps: [
      ['queue', 'q'],
      ...through('date', new Date(5), {}),
      ...through('map', new Map([[1, 2]]), {}),
      ...through('typed-array', new Uint8Array([1, 2]), { 0: 1, 1: 2 }),
      ...through('instance', new Named(), { name: 'mine' }),
      ...through('inherited', Object.create({ inherited: 1 }), { inherited: 1 }),
      ...through('undefined', undefined, undefined),
      ...through('null', null, null),
      ...through('list', [1, null, 'a', [true]], [1, null, 'a', [true]]),
      ...through('bytes', Buffer.from([1, 255]), Buffer.from([1, 255])),
      ...through('fraction', 1.5, 1.5),
      ...through('whole', 2 ** 53, 2 ** 53),
      ...through('huge', 2 ** 63, 2 ** 63),
      ...through('least', -(2 ** 63), -(2 ** 63)),
      ...through('zero', -0, 0),
      ...through('text', '\u00e9', '\u00e9'),
    ],
  },
  {
    id: 'values-that-cannot-be-sent',
    law: 'what cannot be encoded is refused at the call, and the channel stays as it was',
    steps: [
      ['queue', 'q'],
      badly('NaN cannot be converted to a BigInt', Number.NaN),
      badly('-Infinity cannot be converted to a BigInt', Number.NEGATIVE_INFINITY),
      badly('cannot be converted to a BigInt', 2 ** 50 + 0.5),
      badly('Unknown type to encode: undefined', [1, undefined]),
      badly('Unknown type to encode: function', () => 1),
      badly('Unknown type to encode: symbol', Symbol('mine')),
      badly('Unknown type to encode: bigint', 10n),
      badly('Unknown type to encode: spiral', of('spiral', 5)),
      badly('Unknown type to encode: null', of(null, 5)),
      badly('out of range', of('byte', 300)),
      badly('out of range', of('timestamp', -1)),
      badly('Decimal value must be', of('decimal', 5)),
      badly('exceeds the 65536 byte encoding buffer', 'x'.repeat(70_000)),
      ['left', 'q', ''],
    ],
  },
  {
    id: 'properties-that-cannot-be-sent',
    law: "a property of the wrong type is refused at the call, in amqplib's words",
    steps: [
      ['queue', 'q'],
      ['misused', "Field 'priority' is the wrong type", ['publish', '', 'q', 'a', { priority: '1' }]],
      ['misused', 'out of range', ['publish', '', 'q', 'a', { priority: 256 }]],
      [
        'misused',
        "Field 'timestamp' is the wrong type",
        ['publish', '', 'q', 'a', { timestamp: new Date(5) }],
      ],
      ['misused', "Field 'correlationId' is the wrong type", ['publish', '', 'q', 'a', { correlationId: 5 }]],
      [
        'misused',
        "Field 'messageId' is the wrong type",
        ['publish', '', 'q', 'a', { messageId: 'x'.repeat(256) }],
      ],
      // amqplib waits for ever for the answer of a request that could not be sent: each has a channel of its own
      [
        'on',
        'b',
        ['misused', "Field 'consumerTag' is the wrong type", ['consume', 'c', 'q', { consumerTag: 5 }]],
      ],
      ['on', 'c', ['misused', "Field 'prefetchCount' is the wrong type", ['prefetch', '5' as never]]],
      ['on', 'd', ['misused', 'out of range', ['prefetch', 65_536]]],
      ['left', 'q', ''],
    ],
  },
  {
    id: 'tables-in-tables',
    law: 'tables and lists keep their depth and their order, and what is empty stays',
    steps: [
      ['queue', 'q'],
      ...through('deep', { a: { b: { c: [1, { d: [] }] } } }, { a: { b: { c: [1, { d: [] }] } } }),
      ...through('empty', {}, {}),
      ...through('nothing', [], []),
      ...through('word', '', ''),
      ...through('typed', [of('long', 1), of('timestamp', 2)], [1, of('timestamp', 2)]),
      ...through('dates', [new Date(5), { when: new Date(5) }], [{}, { when: {} }]),
      ...through('left-out', { a: undefined, b: 1 }, { b: 1 }),
      badly('Unknown type to encode: undefined', { deep: [[undefined]] }),
      badly('NaN cannot be converted to a BigInt', { deep: [Number.NaN] }),
      ['left', 'q', ''],
    ],
  },
  {
    id: 'arguments-are-tables-too',
    law: 'arguments of a queue and of a binding are encoded and refused as headers are',
    steps: [
      ['queue', 'q', { arguments: { 'x-mine': new Date(5), 'x-message-ttl': of('int', 60_000) } }],
      ['queue', 'q', { messageTtl: 60_000 }],
      ['exchange', 'x', 'headers'],
      ['bind', 'q', 'x', '', { n: of('double', 5), 'x-match': 'all' }],
      ['publish', 'x', '', 'a', { headers: { n: 5 } }],
      ['left', 'q', 'a'],
      // amqplib waits for ever for the answer of a request that could not be sent: each has a channel of its own
      [
        'on',
        'b',
        ['misused', 'NaN cannot be converted', ['queue', 'p', { arguments: { 'x-mine': Number.NaN } }]],
      ],
      [
        'on',
        'c',
        [
          'misused',
          'Unknown type to encode: undefined',
          ['queue', 'p', { arguments: { 'x-mine': [undefined] } }],
        ],
      ],
      ['on', 'd', ['misused', 'Unknown type to encode: bigint', ['bind', 'q', 'x', '', { n: 5n }]]],
      ['gone', 'queue', 'p'],
    ],
  },
  {
    id: 'headers-compare-with-types',
    law: 'a headers exchange compares numbers of all types by what they are worth, and no other types with each other',
    steps: [
      ['queue', 'q'],
      ['exchange', 'x', 'headers'],
      ['bind', 'q', 'x', '', { n: 5 }],
      ['publish', 'x', '', 'long', { headers: { n: of('long', 5) } }],
      ['publish', 'x', '', 'double', { headers: { n: of('double', 5) } }],
      ['publish', 'x', '', 'time', { headers: { n: of('timestamp', 5) } }],
      ['publish', 'x', '', 'text', { headers: { n: '5' } }],
      ['publish', 'x', '', 'true', { headers: { n: true } }],
      ['publish', 'x', '', 'more', { headers: { n: 5.5 } }],
      ['publish', 'x', '', 'list', { headers: { n: [5] } }],
      ['left', 'q', 'long double time'],
      ['bind', 'q', 'x', '', { l: [5, { a: 1 }], s: 's', b: true }],
      ['publish', 'x', '', 'same', { headers: { l: [5, { a: 1 }], s: 's', b: true } }],
      ['publish', 'x', '', 'wider', { headers: { l: [of('long', 5), { a: 1 }], s: 's', b: true } }],
      ['left', 'q', 'same'],
      ['unbind', 'q', 'x', '', { n: of('long', 5) }],
      ['publish', 'x', '', 'still', { headers: { n: 5 } }],
      ['left', 'q', 'still'],
      ['unbind', 'q', 'x', '', { n: 5 }],
      ['publish', 'x', '', 'gone', { headers: { n: 5 } }],
      ['left', 'q', ''],
    ],
  },
];

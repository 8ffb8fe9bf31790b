/** The library's two entries have a default export too, as amqplib's module has for who imports it so. */
import * as named from './promise-api.ts';

export * from './promise-api.ts';

const amqp = { ...named };

// biome-ignore lint/style/noDefaultExport: who writes `import amqp from 'amqplib'` writes it here too
export { amqp as default };

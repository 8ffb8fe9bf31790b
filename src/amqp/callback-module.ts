/** The entry of the callback API, with a default export too. */
import * as named from './callback-api.ts';

export * from './callback-api.ts';

const amqp = { ...named };

// biome-ignore lint/style/noDefaultExport: who writes `import amqp from 'amqplib'` writes it here too
export { amqp as default };

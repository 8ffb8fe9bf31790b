/** amqplib's `credentials`: taken for its shape; nobody is turned away. */

import { bufferOf } from './platform.ts';

const bytes = (text: string) => bufferOf(new TextEncoder().encode(text));

export const credentials = {
  plain: (username: string, password: string) => ({
    mechanism: 'PLAIN',
    response: () => bytes(`\0${username}\0${password}`),
    username,
    password,
  }),
  amqplain: (username: string, password: string) => ({
    mechanism: 'AMQPLAIN',
    response: () => bytes(`LOGIN ${username} PASSWORD ${password}`),
    username,
    password,
  }),
  external: () => ({ mechanism: 'EXTERNAL', response: () => bytes('') }),
};

/** The output of `rabbitmqctl list_connections name user_provided_name`: which program each connection belongs to. */
import type { FormatReader, ReaderContext } from './reader.ts';

const LINE = /^(\S+:\d+ -> \S+:\d+)\t([a-z][a-z-]{2,40})(?::\d+:[0-9a-f-]{36})?\s*$/;

export const connectionLines = ({ out }: ReaderContext): FormatReader => ({
  line(text) {
    const match = LINE.exec(text);
    if (match?.[1] && match[2]) out.connections.set(match[1], match[2]);
  },
  end: () => undefined,
});

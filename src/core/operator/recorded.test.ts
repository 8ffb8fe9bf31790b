/** What an operator reads over recordings of a real cloud, where values are hidden and rows may be missing. */
import { describe, expect, test } from 'vitest';
import { indexOf } from '../reading/trace-index.ts';
import { PLANTED } from '../recording/canaries.fixture.ts';
import { SERVER } from '../recording/foreign.fixture.ts';
import { openFiles } from '../recording/open.fixture.ts';
import { ALL_RECORDED, hasRecordings, recordedFolder } from '../recording/shared.fixture.ts';
import { OPERATOR_COMMANDS, printedAt } from './commands.ts';
import { momentAt } from './moment.ts';

test.each(PLANTED)('rows that lack columns stop no command: $what', ({ files, pattern }) => {
  const { trace } = openFiles(files, pattern === undefined ? {} : { custom: { pattern } });
  for (const fact of trace.facts.keys()) {
    const moment = momentAt(trace, fact);
    for (const command of OPERATOR_COMMANDS)
      for (const server of ['', SERVER])
        expect(printedAt(moment, command, server).text ?? '').not.toContain('undefined');
  }
});

describe.skipIf(!hasRecordings)('over a recording', () => {
  test.each(ALL_RECORDED)('every command prints, or says that it cannot be told: %s', (name) => {
    const { trace } = openFiles(recordedFolder(name));
    const told = new Set<string>();
    const servers = [...indexOf(trace).names].map(([uuid]) => uuid);
    for (const fact of [0, Math.floor(trace.facts.length / 2), trace.facts.length - 1]) {
      const moment = momentAt(trace, fact);
      for (const command of OPERATOR_COMMANDS)
        for (const server of ['', ...servers]) {
          const { text, isUntold, unreachable } = printedAt(moment, command, server);
          // one of these is said, and never two
          if (isUntold) expect([text, unreachable]).toEqual([null, null]);
          else expect(text ?? '').not.toContain('undefined');
          if (!isUntold && text) told.add(command);
        }
    }
    expect([...told]).toContain('openstack compute service list');
  });
});

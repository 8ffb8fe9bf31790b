import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digest } from '../core/base/digest.ts';
import type { Experiment } from '../core/trace/trace.ts';
import { packRun, unpackRun } from './run-codec.ts';

const KILL: Experiment = {
  v: 1,
  seed: 7,
  commands: [
    { at_us: 1_000_000, name: 'boot', args: { server: '云' } },
    { at_us: 2_000_000, name: 'kill', args: { service: 'nova-scheduler' } },
  ],
};

async function packedText(plain: string): Promise<string> {
  const stream = new Blob([plain]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  return `1.${digest(plain).slice(0, 8)}.${Buffer.from(bytes).toString('base64url')}`;
}

describe('the run of a link', () => {
  it('comes back as it went in', async () => {
    expect(await unpackRun(await packRun(KILL))).toEqual(KILL);
    const command = fc.record({ at_us: fc.nat(), name: fc.stringMatching(/^[a-z_]{1,9}$/) });
    const experiments = fc.record({
      v: fc.constant(1 as const),
      seed: fc.nat(),
      commands: fc.array(command),
    });
    await fc.assert(
      fc.asyncProperty(experiments, async (experiment) => {
        expect(await unpackRun(await packRun(experiment))).toEqual(experiment);
      }),
      { numRuns: 50 },
    );
  });

  it('is refused with a sentence when a character of it was changed or cut', async () => {
    const text = await packRun(KILL);
    for (const damaged of [
      text.slice(0, -4),
      text.replace('1.', '2.'),
      `${text}.x`,
      '',
      'x',
      '1.00000000.!!',
    ]) {
      await expect(unpackRun(damaged), damaged).rejects.toThrow(/version|damaged|base64url/);
    }
  });

  it('is refused when it is a bomb, too deep, or no experiment', async () => {
    await expect(unpackRun(await packedText(' '.repeat(900_000)))).rejects.toThrow(/more than \d+ bytes/);
    await expect(unpackRun(await packedText(`${'['.repeat(40)}${']'.repeat(40)}`))).rejects.toThrow(
      /nested deeper/,
    );
    await expect(unpackRun(await packedText('{"v":1,"comands":[]}'))).rejects.toThrow(/"comands" is no key/);
    await expect(unpackRun('a'.repeat(40_000))).rejects.toThrow(/longer than/);
  });
});

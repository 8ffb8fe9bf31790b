/** English: two runs side by side. Its shape is the shape of every language. */
import { times } from '../say/en.ts';

export const compare = {
  title: 'Compare with another run',
  label: 'Other run',
  none: 'not compared',
  stop: 'Stop comparing',
  /** marks of a step */
  onlyHere: 'only here',
  onlyThere: (run: string): string => `only in “${run}”`,
  later: (time: string): string => `${time} later`,
  earlier: (time: string): string => `${time} earlier`,
  thereMore: (n: number): string => `and ${n} more`,
  /** the mark on the map */
  notIn: (run: string): string => `Only here: not in “${run}”`,
  alsoIn: (run: string): string => `Also in “${run}”, at the same time`,
  laterThan: (run: string, time: string): string => `Also in “${run}”; here ${time} later`,
  earlierThan: (run: string, time: string): string => `Also in “${run}”; here ${time} earlier`,
  elsewhere: (told: string, actor: string): string => `${told} (there by ${actor})`,
  outcome: {
    caption: 'How the two runs turned out',
    what: 'What',
    difference: 'Difference',
    answered: (server: string): string => `${server}: the user got the answer after`,
    active: (server: string): string => `${server}: ACTIVE after`,
    never: (state: string | null): string => (state === null ? 'never' : `never (stays ${state})`),
    noRequest: 'not asked for',
    messages: 'Messages',
    timeouts: 'Calls that timed out',
    lost: 'Messages lost',
    errors: 'Errors',
    end: 'Done at',
    same: 'same',
  },
  steps: {
    title: 'Steps',
    counts: (here: number, there: number, moved: number): string =>
      here + there + moved === 0
        ? 'Both runs take the same steps at the same times.'
        : `${times(here, 'step', 'steps')} only here, ${there} only there, ${moved} at another time.`,
    first: (n: number): string => `Go to the first difference: step ${n}`,
  },
  rows: {
    title: 'Rows at the end',
    none: 'The same rows, but for times and running numbers.',
    caption: 'Tables with rows that differ',
    table: 'Table',
    here: 'only here',
    there: 'only there',
    cells: 'different',
    when: (n: number, columns: string): string =>
      `${times(n, 'row differs', 'rows differ')} in times and running numbers alone (${columns}): not counted.`,
  },
  tables: {
    note: (run: string, here: number, there: number, cells: number): string =>
      `Compared with “${run}” when it had got as far: ${times(here, 'row', 'rows')} only here, ${there} only there, ${cells} different. Old = there, new = here; times and running numbers are not compared.`,
    inserted: 'only here',
    updated: 'different',
    deleted: 'only there',
    was: 'there:',
    is: 'here:',
    on: 'Two runs',
    onTitle: 'Mark the rows that differ between the two runs',
  },
};

/** Every row of the tables of `core/words` has its sentence in both languages, and no sentence stands without its row. */
import { describe, expect, test } from 'vitest';
import {
  argumentsOf,
  COMMAND_NAMES,
  COMMANDS,
  commandRow,
  FAULT_NAMES,
  HAND_NAMES,
  isByHand,
  isFault,
  MENU_NAMES,
  MOMENTS,
  REFUSALS,
} from '../core/words/commands.ts';
import { MEASURES } from '../core/words/measures.ts';
import { HOPS, METHOD_NAMES } from '../core/words/methods.ts';
import { PHASES } from '../core/words/operations.ts';
import { REQUEST_NAMES } from '../core/words/requests.ts';
import { textsOf } from './all.ts';
import { BROKER_DOINGS } from './broker/step.ts';
import { LANGS } from './index.ts';

/** Both lists without order, and without what stands in them twice. */
const same = (sentences: object, rows: readonly string[]): void =>
  expect(Object.keys(sentences).sort()).toEqual([...new Set(rows)].sort());

const asked = HAND_NAMES.flatMap((name) => argumentsOf(name)).filter((one) => one.asked !== false);

describe.each(LANGS)('%s', (lang) => {
  const texts = textsOf(lang);
  const { commands, faults, broker, queues } = texts;

  test('tells every method, and no other', () => same(texts.acts.rpc, METHOD_NAMES));
  test('tells every request, and no other', () => same(texts.acts.http, REQUEST_NAMES));
  test('names every phase of every operation, and no other', () => same(texts.words.chapters, PHASES));
  test('names every measure, and no other', () => same(texts.lessons.measures, MEASURES));

  test('names every command that stands in a menu, and no other', () => same(commands.names, MENU_NAMES));
  test('says what every command of a menu does: of a fault with its step, of the others beside its name', () => {
    same(faults.commands, FAULT_NAMES);
    const others = MENU_NAMES.filter((name) => !isFault(name));
    same(commands.about, others);
  });
  test('names every argument of a command of a menu, and no other', () =>
    same(
      commands.args,
      MENU_NAMES.flatMap((name) => argumentsOf(name).map((one) => one.name)),
    ));
  test('names every moment that a menu offers, and no other', () => {
    same(commands.choices, MOMENTS);
    const offered = COMMAND_NAMES.flatMap(argumentsOf).flatMap((one) =>
      one.each ? (one.choices ?? []) : [],
    );
    same(commands.choices, offered);
  });
  test('says every reason why a command makes no sense, and no other', () =>
    same(commands.refusals, REFUSALS));

  test('names every command by hand in its form, and no other', () => same(queues.hand.commands, HAND_NAMES));
  test('names every argument that the form by hand asks for, and no other', () =>
    same(
      queues.hand.fields,
      asked.map((one) => one.name),
    ));
  test('names the choices of the form by hand, and no other', () => {
    same(queues.hand.answers, COMMANDS.consume.args.answer.choices);
    same(queues.hand.destinationTypes, COMMANDS.bind.args.destination_type.choices);
  });
  test('tells every command by hand and every doing of the broker as a step, and no other', () => {
    same(broker.steps, [...HAND_NAMES, ...BROKER_DOINGS]);
    same(broker.kinds, [...HAND_NAMES, ...BROKER_DOINGS]);
  });
  test('tells every command that is a step of its own: with the faults, with the broker, or by its own name', () => {
    const steps = COMMAND_NAMES.filter((name) => commandRow(name).step !== 'never');
    const others = steps.filter((name) => !isFault(name) && !isByHand(name));
    same(texts.told, others);
  });
  test('says of a request that a deployment may switch who sends it, and of nothing else', () =>
    expect(
      Object.keys(texts.experiment.variants.hop).filter((name) => !HOPS.some((hop) => hop === name)),
    ).toEqual([]));
});

/** What can be done from here, too: lessons, panels, settings, scenarios, and every command that makes sense now. */
import { useMemo } from 'react';
import { lessonPlace } from '../../core/scenarios/lessons.ts';
import type { Scenario } from '../../core/scenarios/scenario.ts';
import { SCENARIOS } from '../../core/scenarios/scenarios.ts';
import { commandsAt } from '../../core/story/commands-at.ts';
import { stepOfFact } from '../../core/story/cursor.ts';
import { nextFact } from '../../core/story/run-until.ts';
import { scenarioTitle, type Texts } from '../../i18n/index.ts';
import { LANGS, LANGUAGES } from '../../i18n/lang.ts';
import { bookmarkedSteps, factAt, isRecording, scenarioOf, stepsOf, traceOf } from '../../store/derived.ts';
import { lessonsOf } from '../../store/lessons.ts';
import { type ClassDeed, type DockPanel, SPEEDS, TEXT_SCALES, THEMES } from '../../store/state.ts';
import type { PageState, PageStore } from '../../store/store.ts';
import { usePageStore } from '../../store/use-store.ts';
import { targetName, targetsOf } from '../shared/command-targets.ts';
import { menuCommand, targetKey } from '../shared/menu-command.ts';
import type { Deed } from './results.ts';

const canOrder = (state: PageState): boolean =>
  !isRecording(state) && traceOf(state).source === 'simulated' && state.engine.state !== 'off';

/** Those that need nothing more to be said. */
function commandDeeds(state: PageState, texts: Texts): readonly Deed[] {
  if (!canOrder(state)) return [];
  const t = texts.experiment.commands;
  const [trace, fact] = [traceOf(state), factAt(state)];
  return [...targetsOf(state).values()].flat().flatMap((target) =>
    commandsAt(trace, fact, target)
      .filter(({ refusal }) => refusal === null)
      .map((at) => menuCommand(at, texts, t))
      .filter(({ asks }) => asks.length === 0)
      .map(({ at, label, key }): Deed => {
        const { name, args } = at;
        const of = target.kind === 'cloud' || target.kind === 'broker' ? '' : targetName(target, t);
        return {
          id: `command-${targetKey(target)}-${key}`,
          group: 'commands',
          also: name,
          label: texts.data.search.command(label, of),
          isAsked: true,
          act: () => void state.issue({ name, args }),
        };
      }),
  );
}

/** The settings that are another than now. */
function settingDeeds(state: PageState, texts: Texts): readonly Deed[] {
  const { top, transport } = texts.page;
  const { setting, turn } = texts.data.search;
  const { keys } = texts.aside;
  const level = state.level === 'teaching' ? 'messages' : 'teaching';
  const one = (name: string, value: string | number, label: string, act: () => void): Deed => ({
    id: `setting-${name}-${value}`,
    group: 'settings',
    label,
    also: `${name} ${value}`,
    act,
  });
  const flag = (name: string, label: string, now: boolean, set: (on: boolean) => void): Deed =>
    one(name, now ? 'off' : 'on', turn(label, !now), () => set(!now));
  return [
    ...LANGS.filter((lang) => lang !== state.lang).map((lang) =>
      one('language', lang, LANGUAGES[lang].switchTo, () => void state.setLang(lang)),
    ),
    ...THEMES.filter((theme) => theme !== state.theme).map((theme) =>
      one('theme', theme, setting(top.theme, top.themes[theme]), () => state.setTheme(theme)),
    ),
    ...TEXT_SCALES.filter((scale) => scale !== state.textScale).map((scale) =>
      one('text', scale, setting(keys.textScale, keys.percent(scale)), () => state.setTextScale(scale)),
    ),
    one('level', level, setting(top.level, top.levels[level]), () => state.setLevel(level)),
    flag('periodic', top.periodicTitle, state.periodic, state.setPeriodic),
    flag('quiz', texts.quiz.on, state.quiz, state.setQuiz),
    flag('hints', keys.hints, state.hints, state.setHints),
    flag('keys', keys.singleNote, state.singleKeys, state.setSingleKeys),
    ...SPEEDS.filter((speed) => speed !== state.speed).map((speed) =>
      one('speed', speed, setting(transport.speed, transport.times(speed)), () => state.setSpeed(speed)),
    ),
  ];
}

/** What a class needs, and a question about the step that comes. */
function classDeeds(state: PageState, texts: Texts): readonly Deed[] {
  const { share, present, quiz, page, recording } = texts;
  const deed = (what: ClassDeed, label: string): Deed => ({
    id: `class-${what}`,
    group: 'actions',
    label,
    also: what,
    act: () => state.toClass(what),
  });
  return [
    deed('recording', recording.open),
    deed('share', page.top.share),
    deed('window', present.open),
    deed('blank', share.blank),
    deed('read', share.read),
    deed('follow', share.follow),
    deed('question', quiz.askHere),
  ];
}

/** Chapters of the lesson that is open. */
function chapterDeeds(store: PageStore, state: PageState, texts: Texts): readonly Deed[] {
  if (!state.lesson) return [];
  const { lesson, goTo } = lessonsOf(store).getState();
  return (lesson?.chapters ?? []).map(
    ({ id, title }, i): Deed => ({
      id: `chapter-${id}`,
      group: 'chapters',
      label: texts.data.search.chapter(i + 1, title[state.lang]),
      also: `chapter ${id}`,
      act: () => {
        goTo(i);
        const place = lessonPlace(scenarioOf(state));
        if (place) state.setDock(place.panel);
      },
    }),
  );
}

/** What is no plain scenario: its group in the search, and how it is called there. */
const OPENED: { readonly [G in Scenario['group']]?: readonly [Deed['group'], 'lesson' | 'incident'] } = {
  lessons: ['lessons', 'lesson'],
  incidents: ['incidents', 'incident'],
};

/** Lessons, incidents and scenarios, each under its own name. */
function openingDeeds(state: PageState, texts: Texts): readonly Deed[] {
  const t = texts.data.search;
  return SCENARIOS.map(({ id, group, experiment }): Deed => {
    const [kind, label] = OPENED[group] ?? (['scenarios', 'scenario'] as const);
    return {
      id: `scenario-${id}`,
      group: kind,
      label: t[label](scenarioTitle(id, texts)),
      also: `${id} ${id.replaceAll(/[-_]/g, ' ')}`,
      act: () => void state.open(id, experiment),
    };
  });
}

export function useDeeds(texts: Texts, panels: readonly DockPanel[]): readonly Deed[] {
  const store = usePageStore();
  // the dialog lets nothing of the run change while it stands there
  return useMemo(() => {
    const state = store.getState();
    const { steps } = texts.panels;
    const error = nextFact(traceOf(state), factAt(state), { what: 'error' });
    const failing = error && stepOfFact(stepsOf(state), error.index);
    const isMarked = bookmarkedSteps(state).includes(state.step);
    const action = (id: string, label: string, act: () => void): Deed => ({
      id,
      group: 'actions',
      label,
      act,
    });
    return [
      ...(failing === null ? [] : [action('error', steps.nextErrorTitle, () => state.seek(failing))]),
      action('bookmark', isMarked ? steps.unbookmarkTitle : steps.bookmarkTitle, state.toggleBookmark),
      action('handout', texts.paper.deed, () => state.toClass('print')),
      action('help', texts.page.top.help, () => state.setHelping(true)),
      ...classDeeds(state, texts),
      ...chapterDeeds(store, state, texts),
      ...panels.map(
        (panel): Deed => ({
          id: `panel-${panel}`,
          group: 'panels',
          label: texts.data.search.panel(texts.page.panels[panel]),
          also: panel,
          act: () => state.setDock(panel),
        }),
      ),
      ...openingDeeds(state, texts),
      ...settingDeeds(state, texts),
      ...commandDeeds(state, texts),
    ];
  }, [store, texts, panels]);
}

/**
 * The lesson that is open: its chapter, the question that stands, what was reached. One for each page's store, loaded when a
 * lesson is opened or something is asked. It stands between the reader and the next step by the page's `asker`.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Lesson } from '../core/lessons/lesson.ts';
import { LESSON_MAX, readLessonText } from '../core/lessons/read-lesson.ts';
import { fileScenario, lessonPlace } from '../core/scenarios/lessons.ts';
import { scenarioOf, traceOf } from './derived.ts';
import { chapterDoors, exerciseDoors, holds, type LessonDoor, questionDoors, takes } from './lesson-doors.ts';
import { shippedLesson } from './lesson-files.ts';
import { marksIn } from './lesson-marks.ts';
import { clearQuestion, keep, type LessonState } from './lesson-state.ts';
import { keptProgress, readProgress } from './progress.ts';
import type { PageStore } from './store.ts';

export { keptRun } from './lesson-marks.ts';
export { isAnswered, lastTried, type QuestionAsked, questionKey } from './lesson-state.ts';
export { LESSON_MAX };

type LessonStore = StoreApi<LessonState>;

const stores = new WeakMap<PageStore, LessonStore>();

export function lessonsOf(page: PageStore): LessonStore {
  const known = stores.get(page);
  if (known) return known;
  const made = makeLessonStore(page);
  stores.set(page, made);
  return made;
}

/** Lessons that came from files, by their scenario. */
const opened = new Map<string, Lesson>();

/** Opens a lesson that is given as text: a file's, or a link's. Throws `CodedError` `bad_lesson`; then nothing has changed. */
export async function openLessonText(page: PageStore, text: string): Promise<void> {
  const lesson = readLessonText(text);
  const scenario = fileScenario(lesson.id);
  opened.set(scenario, lesson);
  const [first] = lesson.chapters;
  const run = lesson.experiments[first?.runs[0] ?? ''];
  if (run) await page.getState().open(scenario, run.experiment);
  follow(page);
}

/** Loads the lesson of the scenario that is shown, where it is another than the open one. */
export function follow(page: PageStore): void {
  const lessons = lessonsOf(page);
  const scenario = scenarioOf(page.getState());
  if (lessonPlace(scenario) === null) {
    if (lessons.getState().lesson) lessons.setState({ lesson: null, failed: null, at: 0, checked: {} });
    page.setState({ lesson: null });
    return;
  }
  void load(page, lessons, scenario);
}

async function load(page: PageStore, lessons: LessonStore, scenario: string): Promise<void> {
  try {
    const lesson = opened.get(scenario) ?? (await shippedLesson(scenario));
    if (scenarioOf(page.getState()) !== scenario) return;
    const at = lessons.getState().lesson === lesson ? lessons.getState().at : 0;
    lessons.setState({ lesson, failed: null, at, checked: {} });
    tellPage(page, lessons);
  } catch (error) {
    lessons.setState({ lesson: null, failed: error instanceof Error ? error.message : String(error) });
  }
}

/** What the page itself shows of a lesson. */
function tellPage(page: PageStore, lessons: LessonStore): void {
  const { lesson } = lessons.getState();
  if (!lesson) return;
  const isOwn = opened.has(scenarioOf(page.getState()));
  page.setState({
    lesson: {
      title: isOwn ? lesson.title : null,
      experiments: Object.values(lesson.experiments).map(({ experiment }) => experiment),
      marked: page.getState().quiz ? marksIn(page.getState(), lessons.getState()).map(({ n }) => n) : [],
    },
  });
}

function makeLessonStore(page: PageStore): LessonStore {
  const store = createStore<LessonState>()((change, get) => {
    const door: LessonDoor = { page, get, change, settled: new Set() };
    page.setState({
      asker: { holds: (next) => holds(door, next), takes: (selection) => takes(door, selection) },
    });
    return {
      lesson: null,
      failed: null,
      at: 0,
      asked: null,
      progress: keptProgress(),
      isKept: true,
      checked: {},
      ...chapterDoors(door),
      ...questionDoors(door),
      ...exerciseDoors(door),
      setName: (name) => keep(get, change, { name: name.slice(0, 80) }),
      readProgress: (text) => keep(get, change, readProgress(text)),
    };
  });
  page.subscribe((now, before) => {
    if (scenarioOf(now) !== scenarioOf(before)) follow(page);
    const hasMoved = now.step !== before.step || traceOf(now) !== traceOf(before);
    if (hasMoved && store.getState().asked) clearQuestion(page, (change) => store.setState(change));
    if (now.quiz !== before.quiz || traceOf(now) !== traceOf(before) || now.level !== before.level)
      tellPage(page, store);
  });
  store.subscribe((now, before) => {
    if (now.at !== before.at) tellPage(page, store);
  });
  return store;
}

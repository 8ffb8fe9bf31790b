/** Where lessons come in: a scenario that opens one, and a file that is dropped on the page. What they need is loaded then. */
import { CodedError } from '../../core/base/assert.ts';
import { lessonPlace } from '../../core/scenarios/lessons.ts';
import { scenarioOf } from '../../store/derived.ts';
import type { PageStore } from '../../store/store.ts';
import { loading } from '../shared/loading.ts';

const lessons = () => import('../../store/lessons.ts');

export function keepLesson(store: PageStore, window: Window): void {
  const open = async (): Promise<void> => {
    const end = loading.begin();
    try {
      (await lessons()).follow(store);
    } catch {
      // the panel says so, and asks again
    } finally {
      end();
    }
  };
  const isLesson = (): boolean => lessonPlace(scenarioOf(store.getState())) !== null;
  if (isLesson()) void open();
  store.subscribe((now, before) => {
    if (scenarioOf(now) !== scenarioOf(before) && now.asker === null && isLesson()) void open();
  });
  window.addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  });
  window.addEventListener('drop', (event) => {
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    void openLessonFile(store, file);
  });
}

async function openLessonFile(store: PageStore, file: File): Promise<void> {
  try {
    const { LESSON_MAX, openLessonText } = await lessons();
    if (file.size > LESSON_MAX * 4) throw new CodedError('bad_lesson', `${file.name}: ${file.size} bytes`);
    await openLessonText(store, await file.text());
  } catch (error) {
    store.setState({
      notice: { kind: 'bad_lesson', message: error instanceof Error ? error.message : String(error) },
    });
  }
}

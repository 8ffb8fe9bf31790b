/** Where lessons come in: a scenario that opens one, and what is dropped on the page. What they need is loaded then. */
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
    const data = event.dataTransfer;
    if (!data?.files[0]) return;
    event.preventDefault();
    // what was dropped can be asked for in this moment alone
    const [files, entries] = [[...data.files], Array.from(data.items, (item) => item.webkitGetAsEntry())];
    void import('./dropped.ts').then((door) => door.openDropped(store, files, entries));
  });
}

/** What is dropped on the page: a lesson, or recordings of a real cloud. Recognised by what it is, not by its name. */
import { isObject, parseJson } from '../../core/base/json.ts';
import { LESSON_MAX, openLessonText } from '../../store/lessons.ts';
import { recordings } from '../../store/recordings.ts';
import type { PageStore } from '../../store/store.ts';
import { droppedFiles } from '../shared/dropped-files.ts';

/** `entries` as for `droppedFiles`. */
export async function openDropped(
  store: PageStore,
  dropped: readonly File[],
  entries: readonly (FileSystemEntry | null)[],
): Promise<void> {
  const files = await droppedFiles(dropped, entries);
  const [first] = files;
  if (!first) return;
  if (files.length === 1 && first.size <= LESSON_MAX * 4 && (await isLesson(first))) {
    await openLesson(store, await first.text());
    return;
  }
  store.getState().toClass('recording');
  await recordings.getState().open(store, { files });
}

async function isLesson(file: File): Promise<boolean> {
  const read = parseJson(await file.text());
  return isObject(read) && ('chapters' in read || 'lesson' in read);
}

async function openLesson(store: PageStore, text: string): Promise<void> {
  try {
    await openLessonText(store, text);
  } catch (error) {
    store.setState({
      notice: { kind: 'bad_lesson', message: error instanceof Error ? error.message : String(error) },
    });
  }
}

/** What is dropped on the page: a lesson, or recordings of a real cloud. Recognised by what it is, not by its name. */
import { isObject, parseJson } from '../../core/base/json.ts';
import { LESSON_MAX, openLessonText } from '../../store/lessons.ts';
import { recordings } from '../../store/recordings.ts';
import type { PageStore } from '../../store/store.ts';

/** `entries` = what each file is on the disk, where the browser tells: a folder comes as a file that cannot be read. */
export async function openDropped(
  store: PageStore,
  dropped: readonly File[],
  entries: readonly (FileSystemEntry | null)[],
): Promise<void> {
  const given = dropped.map((file, i) =>
    entries[i]?.isDirectory ? filesIn(entries[i] as FileSystemDirectoryEntry) : Promise.resolve([file]),
  );
  const files = (await Promise.all(given)).flat();
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

/** Files that lie in a folder itself: a recording has no folders inside. */
function filesIn(folder: FileSystemDirectoryEntry): Promise<readonly File[]> {
  const reader = folder.createReader();
  const some = (): Promise<readonly FileSystemEntry[]> =>
    new Promise((resolve, reject) => reader.readEntries(resolve, reject));
  const fileOf = (entry: FileSystemEntry): Promise<File> =>
    new Promise((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
  const all = async (): Promise<readonly File[]> => {
    const files: File[] = [];
    for (let entries = await some(); entries.length > 0; entries = await some())
      for (const entry of entries) if (entry.isFile) files.push(await fileOf(entry));
    return files;
  };
  return all();
}

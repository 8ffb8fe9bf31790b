/** The files that were dropped, those of a folder too. */

/** `entries` = what each file is on the disk, where the browser tells: a folder comes as a file that cannot be read. */
export async function droppedFiles(
  dropped: readonly File[],
  entries: readonly (FileSystemEntry | null)[],
): Promise<readonly File[]> {
  const given = dropped.map((file, i) =>
    entries[i]?.isDirectory ? filesIn(entries[i] as FileSystemDirectoryEntry) : Promise.resolve([file]),
  );
  return (await Promise.all(given)).flat();
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

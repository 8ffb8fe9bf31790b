/** Whether two values of plain data say the same: numbers, texts, lists, sets, maps and objects of them. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  // of sets and maps in their order, too: what is drawn by them is drawn in it
  if (Symbol.iterator in a) return isSameList([...(a as Iterable<unknown>)], [...(b as Iterable<unknown>)]);
  const names = Object.keys(a) as (keyof object)[];
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && isSame(a[name], b[name]))
  );
}

const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, i) => isSame(item, b[i]));

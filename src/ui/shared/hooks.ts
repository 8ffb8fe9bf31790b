/** The shared hooks: the only place of the page where an effect is written. */
import {
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { isSame } from '../../core/base/same.ts';

/** Whether a media query matches, kept up to date. */
export function useMedia(query: string): boolean {
  const list = useMemo(() => window.matchMedia(query), [query]);
  const subscribe = useCallback(
    (notify: () => void) => {
      list.addEventListener('change', notify);
      return () => list.removeEventListener('change', notify);
    },
    [list],
  );
  return useSyncExternalStore(subscribe, () => list.matches);
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Size of an element in CSS pixels; null before it was measured. */
export function useSize<T extends HTMLElement>(): [RefObject<T | null>, Size | null] {
  const ref = useRef<T>(null);
  const [size, setSize] = useState<Size | null>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const read = (): void => {
      const { clientWidth: width, clientHeight: height } = element;
      setSize((old) => (old && old.width === width && old.height === height ? old : { width, height }));
    };
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}

/** Runs `start` while the component is mounted; `start` returns its own end. It must be a stable function. */
export function useLifetime(start: () => () => void): void {
  useEffect(start, [start]);
}

/** Calls `act` after a render in which `value` differs from the render before (not on the first). */
export function useChange<T>(value: T, act: (value: T) => void): void {
  const last = useRef(value);
  const latest = useRef(act);
  latest.current = act;
  useLayoutEffect(() => {
    if (Object.is(last.current, value)) return;
    last.current = value;
    latest.current(value);
  }, [value]);
}

/** The value that was handed in first, for as long as those that come after it say the same. */
export function useSame<T>(value: T): T {
  const kept = useRef(value);
  if (!isSame(kept.current, value)) kept.current = value;
  return kept.current;
}

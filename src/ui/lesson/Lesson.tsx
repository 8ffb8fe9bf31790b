/** The lesson of the scenario that is shown, where it stands in a panel: in a view of its own, else chapter by chapter. */
import type { ComponentType } from 'react';
import { lessonOf } from '../../core/lessons/lessons.ts';
import { scenarioOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { lazily } from '../shared/lazily.tsx';

/** By the lesson's id. */
const OWN_VIEWS: { readonly [lesson: string]: ComponentType } = {
  'no-nova-database': lazily(
    ['databasesLesson', 'panels'],
    async () => (await import('./DatabasesLesson.tsx')).DatabasesLesson,
  ),
};
const Chapters = lazily(['lessons'], async () => (await import('./Chapters.tsx')).Chapters);

export function Lesson() {
  const scenario = useStore(scenarioOf);
  const lesson = lessonOf(scenario);
  if (!lesson) return null;
  const Own = OWN_VIEWS[lesson.id];
  return Own ? <Own /> : <Chapters key={lesson.id} lesson={lesson} />;
}

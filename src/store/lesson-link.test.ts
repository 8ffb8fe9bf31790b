import { expect, test } from 'vitest';
import { lessonNamed } from '../core/lessons/lessons.fixture.ts';
import { offerLesson, packLesson } from './lesson-link.ts';
import { packText } from './run-codec.ts';

test('a lesson in a link is offered by its title, whole, and opens nothing by itself', async () => {
  const lesson = lessonNamed('when-things-break');
  const packed = await packLesson(lesson);
  expect(packed.length).toBeLessThan(16_000);
  expect(await offerLesson(packed)).toMatchObject({ kind: 'lesson_offered', title: lesson.title });
});

test('one that was cut, and one that is no lesson, are refused with what is wrong', async () => {
  const packed = await packLesson(lessonNamed('three-minutes'));
  expect(await offerLesson(packed.slice(0, -9))).toMatchObject({ kind: 'bad_lesson' });
  expect(await offerLesson(await packText('{"lesson":1,"id":"mine"}'))).toMatchObject({
    kind: 'bad_lesson',
    message: expect.stringContaining('lesson mine: "title"'),
  });
});

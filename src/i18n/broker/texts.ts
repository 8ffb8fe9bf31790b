/** Lessons of the gallery: scenarios by id. */
export const LESSONS = [
  'amqp-direct',
  'amqp-topic',
  'amqp-fanout',
  'amqp-headers',
  'amqp-work-queue',
  'amqp-requeue',
  'amqp-dead-letters',
  'amqp-ttl',
  'amqp-priority',
  'amqp-confirms',
] as const;
export type LessonId = (typeof LESSONS)[number];

export const isLesson = (id: string): id is LessonId => (LESSONS as readonly string[]).includes(id);

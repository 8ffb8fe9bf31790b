/** The texts of what happens at the broker by hand; see `broker-story.ts`. */
import type { BrokerStep, BrokerStory } from './story.ts';

export interface BrokerTelling {
  readonly title: (s: BrokerStory) => string;
  readonly tell: (s: BrokerStory) => string;
}

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

export interface BrokerTexts {
  readonly steps: { readonly [K in BrokerStep]: BrokerTelling };
  /** of an order (no publication) that RabbitMQ refused */
  readonly refused_order: string;
  /** one sentence to begin a lesson with */
  readonly lessons: { readonly [K in LessonId]: string };
  /** word for what kind of step it is */
  readonly kinds: { readonly [K in BrokerStep]: string };
}

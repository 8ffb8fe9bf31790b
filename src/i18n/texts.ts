/** All texts of one language, subject by subject: each is what its English file exports under that name. */

import type * as acts from './acts/en.ts';
import type * as aside from './aside/en.ts';
import type * as broker from './broker/en.ts';
import type * as choice from './choice/en.ts';
import type * as commands from './commands/en.ts';
import type * as compare from './compare/en.ts';
import type * as data from './data/en.ts';
import type * as databasesLesson from './databases-lesson/en.ts';
import type * as experiment from './experiment/en.ts';
import type * as facts from './facts/en.ts';
import type * as faults from './faults/en.ts';
import type * as glossary from './glossary/en.ts';
import type * as lab from './lab/en.ts';
import type { Lang } from './lang.ts';
import type * as lessons from './lessons/en.ts';
import type * as operator from './operator/en.ts';
import type * as panels from './panels/en.ts';
import type * as paper from './paper/en.ts';
import type * as present from './present/en.ts';
import type * as queues from './queues/en.ts';
import type * as quiz from './quiz/en.ts';
import type * as recording from './recording/en.ts';
import type * as sequence from './sequence/en.ts';
import type { Wide } from './shape.ts';
import type * as start from './start/en.ts';
import type * as talk from './talk/en.ts';
import type * as thought from './thought/en.ts';
import type * as waits from './waits/en.ts';

export interface Texts
  extends Wide<typeof acts>,
    Wide<typeof broker>,
    Wide<typeof choice>,
    Wide<typeof commands>,
    Wide<typeof compare>,
    Wide<typeof data>,
    Wide<typeof databasesLesson>,
    Wide<typeof experiment>,
    Wide<typeof facts>,
    Wide<typeof faults>,
    Wide<typeof glossary>,
    Wide<typeof lab>,
    Wide<typeof lessons>,
    Wide<typeof operator>,
    Wide<typeof panels>,
    Wide<typeof aside>,
    Wide<typeof paper>,
    Wide<typeof present>,
    Wide<typeof queues>,
    Wide<typeof quiz>,
    Wide<typeof recording>,
    Wide<typeof sequence>,
    Wide<typeof start>,
    Wide<typeof talk>,
    Wide<typeof thought>,
    Wide<typeof waits> {
  readonly lang: Lang;
}

export type { CommandTexts, QuizTexts } from './shape.ts';
export type ChoiceTexts = Texts['choice'];
export type CompareTexts = Texts['compare'];
export type DataTexts = Texts['data'];
export type ExperimentTexts = Texts['experiment'];
/** Fields of a message that the details explain. */
export type MessageField = keyof Texts['panels']['inspector']['fields'];
export type LabTexts = Texts['lab'];
export type DatabasesLessonTexts = Texts['databasesLesson'];
export type AsideTexts = Texts['aside'];
export type PageTexts = Texts['page'];
export type ChapterTexts = Texts['lessons'];
export type ReportTexts = Texts['report'];
export type SequenceTexts = Texts['sequence'];
export type WaitTexts = Texts['waits'];

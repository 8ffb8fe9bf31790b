/** The worker of an operator's report: the page hands a trace over and asks; what it is, `report-work.ts` says. */
import { answerAt, type Scope } from './answering.ts';
import type { ReportDoor } from './doors.ts';
import { makeReportWork } from './report-work.ts';

answerAt<ReportDoor>(globalThis as unknown as Scope, makeReportWork(), 'report_failed');

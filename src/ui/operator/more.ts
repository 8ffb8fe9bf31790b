/** Behind a number of the report: how many more there are that a gap of the recording hides. */
import type { ReportTexts } from '../../i18n/texts.ts';

export const more = (unknown: number, t: ReportTexts): string => (unknown === 0 ? '' : t.andUnknown(unknown));

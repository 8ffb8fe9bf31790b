import type { PageTexts } from '../../i18n/index.ts';

export type MapTexts = PageTexts['map'];

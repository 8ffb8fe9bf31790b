import { rich } from '../../i18n/index.ts';
import { RichText } from '../shared/RichText.tsx';

/** A text with its identifiers in code style. */
export const Sentence = ({ text }: { text: string }) => <RichText parts={rich(text, () => false)} />;

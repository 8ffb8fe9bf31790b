import type { StepKind } from '../../core/story/step.ts';
import type { Published } from '../../core/trace/fact.ts';

/** As which kind a message is drawn: what is no call of oslo.messaging is a piece of work. */
export const kindOf = ({ rpc }: Published): StepKind => (rpc.type === 'other' ? 'work' : rpc.type);

/** Chinese: the sequence diagram. */
import type { Wide } from '../shape.ts';
import type { sequence as en } from './en.ts';

export const sequence: Wide<typeof en> = {
  name: '各步骤的时序图',
  empty: '还没有步骤。',
  keys: 'W和S把各列变宽、变窄，A和D左右移动，F适合宽度。',
  wider: '变宽',
  narrower: '变窄',
  fit: '适合宽度',
  mermaid: '复制为Mermaid',
  plantUml: '复制为PlantUML',
  lifeline: (actor) => `${actor}的生命线`,
  choose: '点一条生命线的名字，可以移动或折叠它。',
  left: '左移',
  right: '右移',
  collapse: '折叠',
  expand: '展开',
  table: '同样内容的表格',
  step: '步骤',
  time: '时间',
  from: '从',
  to: '到',
  what: '内容',
  other: '另一次运行',
  alone: (actor) => `${actor}自己`,
};

/** 简体中文：两次运行的对照。 */
import type { Wide } from '../shape.ts';
import type { compare as en } from './en.ts';

export const compare: Wide<typeof en> = {
  title: '与另一次运行比较',
  label: '另一次运行',
  none: '不比较',
  stop: '停止比较',
  onlyHere: '仅此处有',
  onlyThere: (run) => `仅“${run}”有`,
  later: (time) => `晚${time}`,
  earlier: (time) => `早${time}`,
  thereMore: (n) => `另有${n}步`,
  notIn: (run) => `仅此处有，“${run}”中没有`,
  alsoIn: (run) => `“${run}”中也有，时间相同`,
  laterThan: (run, time) => `“${run}”中也有，此处晚${time}`,
  earlierThan: (run, time) => `“${run}”中也有，此处早${time}`,
  elsewhere: (told, actor) => `${told}（那边由${actor}完成）`,
  outcome: {
    caption: '两次运行的结果',
    what: '项目',
    difference: '差别',
    answered: (server) => `${server}：用户得到响应，用时`,
    active: (server) => `${server}：变为ACTIVE，用时`,
    never: (state) => (state === null ? '始终没有' : `始终没有（停在${state}）`),
    noRequest: '没有请求',
    messages: '消息数',
    timeouts: '超时的call',
    lost: '丢失的消息',
    errors: '错误',
    end: '完成时刻',
    same: '相同',
  },
  steps: {
    title: '步骤',
    counts: (here, there, moved) =>
      here + there + moved === 0
        ? '两次运行的步骤和时间完全相同。'
        : `仅此处有${here}步，仅那边有${there}步，时间不同${moved}步。`,
    first: (n) => `转到第一处差别：第${n}步`,
  },
  rows: {
    title: '结束时的数据行',
    none: '除时间和流水号外，各行完全相同。',
    caption: '有差别的数据表',
    table: '数据表',
    here: '仅此处有',
    there: '仅那边有',
    cells: '内容不同',
    when: (n, columns) => `另有${n}行只差在时间和流水号上（${columns}），不计入。`,
  },
  tables: {
    note: (run, here, there, cells) =>
      `与“${run}”进行到同一步时比较：仅此处有${here}行，仅那边有${there}行，内容不同${cells}行。旧值是那边的，新值是此处的；时间和流水号不比较。`,
    inserted: '仅此处有',
    updated: '内容不同',
    deleted: '仅那边有',
    was: '那边：',
    is: '此处：',
    on: '两次运行',
    onTitle: '标出两次运行中有差别的行',
  },
};

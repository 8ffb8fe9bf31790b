/** “实验”面板的文字：各次运行。 */
import type { ExperimentTexts } from '../experiment-texts.ts';

export const experiment: ExperimentTexts = {
  runs: {
    title: '运行',
    about: '在过去的某一步下达命令，会另开一次运行：到那一刻为止与原来的运行完全相同，两次都保留。',
    untitled: (scenario) => scenario,
    ordered: (command, what, at) => (what === '' ? `${at}时${command}` : `${at}时${command} ${what}`),
    more: (n) => `另有${n}条`,
    otherDeployment: (keys) => `采用${keys}`,
    forkedAt: (at) => `自${at}分出`,
    shown: '正在显示',
    show: '显示',
    rename: '改名',
    nameOf: (run) => `运行“${run}”的名称`,
    save: '保存',
    cancel: '取消',
    remove: '删除',
    removeLast: '唯一的一次运行不能删除',
    link: '复制链接',
  },
};

/** 页面之外的话：通知和按键列表。 */
import type { Wide } from '../shape.ts';
import type { aside as en } from './en.ts';

export const aside: Wide<typeof en> = {
  keys: {
    title: '按键与图例',
    close: '关闭',
    single: '单键',
    singleNote: '字母和标点可作为按键',
    groups: { play: '播放', page: '页面', timeline: '时间轴上' },
    play: '播放或暂停',
    step: '下一步、上一步',
    chapter: '下一阶段、上一阶段',
    ends: '第一步、最后一步',
    speed: '加快、减慢',
    fullscreen: '全屏',
    panels: '转到面板',
    landmarks: '依次走过各区域',
    help: '显示这些按键',
    search: '搜索',
    bookmark: '给这一步加书签',
    escape: '关闭最上层',
  },
  notice: {
    dismiss: '知道了',
    unknown_scenario: (asked: string): string => `链接中的场景“${asked}”不存在，这里显示创建实例。`,
    unknown_step: (asked: string, shown: number): string =>
      `链接中的步骤${asked}不存在，这里显示第${shown}步。`,
    unknown_lang: (asked: string): string => `链接中的语言“${asked}”不存在。`,
    lang_failed: (name, message) => `“${name}”的文字加载失败：${message}`,
    run_failed: (message: string): string => `运行出错：${message}`,
    trace_error: (message: string): string => `运行提前结束：${message}此前的内容都还在。`,
    bad_run: (message: string): string => `无法读取链接中的实验：${message}。`,
    run_offered: (commands: number, names: string): string =>
      commands === 0
        ? '这个链接带有一个没有命令的实验，尚未运行。'
        : `这个链接带有一个实验，共${commands}条命令（${names}），尚未运行。`,
    run_it: '运行',
    forked: (command: string, step: number): string =>
      `在第${step}步下达了“${command}”：由此另开一次运行，原来的保留在“命令与运行”里。`,
    compare_with_parent: '与之前的运行比较',
    back_to_parent: '回到原来的运行',
    ordered: (command: string, step: number): string => `在第${step}步下达了“${command}”，运行继续。`,
    refused: (message: string): string => `现在不行：${message}。什么也没有改变。`,
    too_many_runs: (most: number): string =>
      `最多保留${most}次运行。请先在“命令与运行”里删除一次；什么也没有改变。`,
  },
  engine: {
    off: (reason: string): string =>
      `这个浏览器无法进行新的运行（${reason}）。预先算好的创建过程仍可播放，数据表也可查看。`,
    retry: '重试',
  },
};

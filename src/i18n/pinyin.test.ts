import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { hasInitials, lettersOf } from './pinyin.ts';

const SRC = new URL('../', import.meta.url);
const FILES = [
  ...readdirSync(new URL('i18n/', SRC)).map((subject) => new URL(`i18n/${subject}/zh-CN.ts`, SRC)),
  ...readdirSync(new URL('core/lessons/files/', SRC)).map(
    (file) => new URL(`core/lessons/files/${file}`, SRC),
  ),
].filter((file) => existsSync(file));

it('every Chinese character that the page writes has a first letter', () => {
  const written = new Set(
    FILES.flatMap((file) => readFileSync(file, 'utf8').match(/\p{Script=Han}/gu) ?? []),
  );
  expect(written.size).toBeGreaterThan(700);
  expect([...written].filter((character) => lettersOf(character) === '')).toEqual([]);
});

it('words are found by the first letters of their pinyin', () => {
  for (const [text, typed] of [
    ['数据表', 'sjb'],
    ['打开：数据表', 'dksjb'],
    ['消息队列', 'xxdl'],
    ['搁置实例，再取消搁置', 'qxgz'],
    ['创建vm1', 'cjvm1'],
    ['热迁移实例：谁问谁', 'rqy'],
    ['浏览器', 'llq'],
  ] as const)
    expect(hasInitials(text, typed), `${text} ${typed}`).toBe(true);
});

it('a character that is read in two ways is found by both', () => {
  expect([hasInitials('重建实例', 'cjsl'), hasInitials('权重器', 'qzq')]).toEqual([true, true]);
  expect([hasInitials('调度器', 'ddq'), hasInitials('调整大小', 'tzdx')]).toEqual([true, true]);
  expect([hasInitials('运行', 'yx'), hasInitials('三行', 'sh')]).toEqual([true, true]);
});

it('one letter, letters that are no initials, and Latin text alone find nothing', () => {
  expect(hasInitials('数据表', 's')).toBe(false);
  expect(hasInitials('数据表', 'sb')).toBe(false);
  expect(hasInitials('nova-api', 'nova')).toBe(false);
  expect(hasInitials('创建vm1', 'vm1')).toBe(false);
});

/**
 * 读取器的句子（`core/base/read.ts`、链接和课程文件的读取）的中文：哪一处、应是什么、实际是什么。键、值和没有列出的说法照原文写出。
 */

/** 整体和各处的叫法，按出现的先后替换。 */
const PLACES: readonly (readonly [RegExp, string])[] = [
  [/\ban experiment\b/g, '实验'],
  [/\ba deployment\b/g, '部署'],
  [/\b(?:the lesson|a lesson)\b/g, '课程'],
  [/\blesson (?=[\w-]+)/g, '课程'],
  [/\ba (?:chapter|question|text|report)\b|\ban exercise\b/g, '这一项'],
  [/\bprogress\b|\bit\b/g, '它'],
  [/\bcommand (\d+)/g, '第$1条命令'],
  [/\bchapter (\d+)/g, '第$1章'],
  [/\b(?:question|exercise) (\d+)/g, '第$1题'],
  [/\btext (\d+)/g, '第$1段'],
  [/\b(?:hint|note|measure|run|entry) (\d+)/g, '第$1项'],
  [/ of /g, '的'],
  [/: /g, '：'],
  [/ (?=第)/g, ''],
  [/"([^"]*)"/g, '“$1”'],
];

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^one of (.+)$/, '$1之一'],
  [/a text of (\d+) to (\d+) characters/g, '$1到$2个字符的文本'],
  [/a repository, owner\/name/g, '仓库，owner/name'],
  [/a text of at most (\d+) characters/g, '不超过$1个字符的文本'],
  [/a whole number (?:from|of) (\d+) to (\d+)/g, '$1到$2的整数'],
  [/a whole number from (\d+)/g, '不小于$1的整数'],
  [/a number from ([\d.]+) to ([\d.]+)/g, '$1到$2的数'],
  [/^from ([\d.]+) to ([\d.]+)$/, '$1到$2之间'],
  [/a host name of its own/g, '不重复的主机名'],
  [/a host name/g, '主机名'],
  [/ \(a-z, 0-9, - and dots between\)/g, '（a-z、0-9、-和中间的点）'],
  [/a whole number/g, '整数'],
  [/true or false/g, 'true或false'],
  [/a text/g, '文本'],
  [/an object\b/g, '对象'],
  [/a list\b/g, '列表'],
  [/ or null$/, '或null'],
  [/, or /g, '或'],
  [/, /g, '、'],
];

/** 整句。 */
const SENTENCES: readonly (readonly [RegExp, (...found: readonly string[]) => string])[] = [
  [
    /^(.*?) ?must be a list of 1 to (\d+) (.+)$/s,
    (place, most, many = '') => `${at(place)}应为列表，有1到${most}${many === 'clients' ? '个客户端' : '项'}`,
  ],
  [
    /^(.*?) ?must be (.+), not (.+)$/s,
    (place, words, given) => `${at(place)}应为${replaced(words, WORDS)}，而不是${given}`,
  ],
  [/^(.*?) ?must be (.+)$/s, (place, words) => `${at(place)}应为${replaced(words, WORDS)}`],
  [
    /^(.*) has (\d+) entries, more than (\d+)$/s,
    (place, count, most) => `${at(place)}有${count}项，最多${most}项`,
  ],
  [
    /^(.*) has (\d+) characters, more than (\d+)$/s,
    (place, count, most) => `${at(place)}有${count}个字符，最多${most}个`,
  ],
  [/^(.*) is empty$/s, (place) => `${at(place)}是空的`],
  [/^(.*) "([^"]*)" is taken$/s, (place, name) => `${at(place)}“${name}”已被占用`],
  [
    /^(.*) "([^"]*)" is none of the chapter's runs$/s,
    (place, name) => `${at(place)}“${name}”不在这一章的实验之中`,
  ],
  [/^(.*) is no JSON$/s, (place) => `${at(place)}不是JSON`],
  [/^(.*) is missing$/s, (place) => `缺少${at(place)}`],
  [/^(.*) is a JSON object$/s, (place) => `${at(place)}应为JSON对象`],
  [
    /^(.*?)"([^"]*)" is no key of (.+); its keys are (.+)$/s,
    (place, key, whole, keys) =>
      `${at(place)}“${key}”不是${at(whole)}的键；它的键有${replaced(keys, COMMAS)}`,
  ],
  [
    /^(.*?)"([^"]*)" is no argument of the command "([^"]*)"; its arguments are (.+)$/s,
    (place, key, command, keys) =>
      `${at(place)}“${key}”不是命令“${command}”的参数；它的参数有${replaced(keys, COMMAS)}`,
  ],
  [
    /^(.*?)there is no (command|service|experiment) "([^"]*)"; (?:the \w+|there) are (.+)$/s,
    (place, what = '', name, all) =>
      `${at(place)}没有${KINDS[what]}“${name}”；${KINDS[what]}有${replaced(all, COMMAS)}`,
  ],
  [
    /^(.*) is a later version, (\d+): this page knows version (\d+)$/s,
    (place, later, known) => `${at(place)}的版本是${later}，这个页面只认识版本${known}`,
  ],
  [/^it is of a version/, () => '它的版本是这个页面不认识的'],
  [/^it is damaged: its checksum/, () => '它已损坏：校验和不符'],
  [/^it is damaged: it cannot be unpacked$/, () => '它已损坏：无法解压'],
  [/^it is longer than (\d+) characters$/, (most) => `它超过${most}个字符`],
  [/^it unpacks to more than (\d+) bytes$/, (most) => `它解压后超过${most}字节`],
  [/^it is nested deeper than (\d+)$/, (most) => `它的嵌套超过${most}层`],
  [/^it holds characters that are no base64url$|^it is no base64url$/, () => '它不是base64url'],
];

const KINDS: { readonly [what: string]: string } = { command: '命令', service: '服务', experiment: '实验' };

const COMMAS: readonly (readonly [RegExp, string])[] = [[/, /g, '、']];

const replaced = (text = '', pairs: readonly (readonly [RegExp, string])[]): string =>
  pairs.reduce((said, [pattern, chinese]) => said.replace(pattern, chinese), text);

const at = (place = ''): string => replaced(place, PLACES);

export function unfitInChinese(message: string): string {
  for (const [pattern, say] of SENTENCES) {
    const found = pattern.exec(message);
    if (found) return say(...found.slice(1));
  }
  return message;
}

import type { GuardText, Span } from './guard-text.js';

const domain = /\s?[a-z0-9-]{1,63}(?:\s?\.\s?[a-z0-9-]{2,63}){1,4}/y;
const topLevel = /(?:\.|dot|chấm|cham)\s?(?:com|vn|net|org|edu|gov|info|ru|cn)$/;
const spokenDomain =
  /\s?[a-z0-9-]{2,63}(?:(?:\s?\.\s?|\s?[([]?\s?(?:dot|chấm|cham)\s?[)\]]?\s?)[a-z0-9-]{2,20}){1,3}/y;
const spokenAt =
  /[([{]\s?(?:at|@)\s?[)\]}]|(?:[([{]\s?)?(?<!\p{L})a[ -]?(?:còng|cong|móc|vòng)(?!\p{L})(?:\s?[)\]}])?|(?<=[a-z0-9]) at (?=(?:gmail|yahoo|outlook|hotmail|icloud|proton)(?!\p{L}))/gu;
/** A mailbox whose sign was left out: only with a host that everybody knows. */
const hostBehind =
  /(?<![\p{L}\d._@-])([a-z0-9][a-z0-9._-]{3,40}) ?[-,(]? ?(?:gmail|yahoo|outlook|hotmail|icloud)\s?(?:\.|dot|chấm|cham)\s?com(?!\p{L})/gu;

/** E-mail addresses, also with `a còng`, `(at)` and `chấm` written out. */
export function findEmails({ lower }: GuardText): Span[] {
  // Without one of these there is no sign between name and host, and most texts have none.
  if (!['@', 'at', 'còng', 'cong', 'móc', 'vòng', 'com'].some((sign) => lower.includes(sign))) return [];
  const found: Span[] = [];
  const tryAt = (at: number, sign: number, pattern: RegExp): void => {
    const start = startOfLocalPart(lower, at);
    pattern.lastIndex = at + sign;
    const host = pattern.exec(lower)?.[0];
    if (start === at || host === undefined) return;
    const isHandle = lower[at - 1] === ' ' && !host.startsWith(' ') && !topLevel.test(host);
    if (!isHandle) found.push({ start, end: at + sign + host.length });
  };
  for (const { index } of lower.matchAll(/@/g)) tryAt(index, 1, domain);
  for (const { 0: sign, index } of lower.matchAll(spokenAt)) tryAt(index, sign.length, spokenDomain);
  for (const { 0: match, 1: name, index } of lower.matchAll(hostBehind)) {
    if (/[\d._-]|^[a-z]{9}/.test(name!)) found.push({ start: index, end: index + match.length });
  }
  return found;
}

function startOfLocalPart(lower: string, at: number): number {
  let start = lower[at - 1] === ' ' ? at - 1 : at;
  const end = start;
  while (start > 0 && at - start < 64 && /[a-z0-9._%+-]/.test(lower[start - 1]!)) start--;
  return start === end ? at : start;
}

const links =
  /(?<![a-z0-9-])(?:facebook|fb|tiktok|instagram|threads|youtube|youtu|twitter|x|t|telegram|zalo|m|linkedin|messenger)\s?\.\s?(?:com|net|me|be|watch|gg)\s?\/\s?[\w@.?=&%/+-]{2,200}/g;
const handles = /(?<![\p{L}\d._-])@[a-z0-9_.]{3,30}/gu;
const nicknames =
  /(?<!\p{L})(?:facebook|face|fb|tiktok|instagram|ig|telegram|tele|zalo|youtube|nick)(?: (?:cá nhân|là|tên))?\s?:\s?([a-z0-9._]{5,40})(?![\p{L}\d])/gu;

/** Links to profiles, groups and posts of social networks, `@` handles, and nicknames behind the network's name. */
export function findProfiles({ lower }: GuardText): Span[] {
  const found: Span[] = [];
  for (const [sign, pattern] of [
    ['/', links],
    ['@', handles],
  ] as const) {
    if (!lower.includes(sign)) continue;
    for (const { 0: match, index } of lower.matchAll(pattern))
      found.push({ start: index, end: index + match.length });
  }
  if (!lower.includes(':')) return found;
  for (const { 0: match, 1: nickname, index } of lower.matchAll(nicknames)) {
    const isSlug =
      /[a-z]/.test(nickname!) && /[\d._]./.test(nickname!) && !/\.(?:vn|com|net|org)$/.test(nickname!);
    if (isSlug) found.push({ start: index, end: index + match.length });
  }
  return found;
}

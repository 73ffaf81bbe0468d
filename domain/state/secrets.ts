/**
 * Where the mark of a state secret is known by: the one place that all ways in ask (保密法 Arts 30 and 31: such content stays off this
 * system). Grades that are no state secrets, such as 内部 and 工作秘密, have no such mark.
 */

import type { SecrecyGrade, StubEnd } from '#domain/vocabulary/secrets.ts'

/** Longest terms in years: 秘密 10, 机密 20, 绝密 30 (保密法 Art 20). */
export const LONGEST_SECRECY_YEARS: Readonly<Record<SecrecyGrade, number>> = {
  confidential: 10,
  secret: 20,
  'top-secret': 30,
}

/** Whether the number of an ended stub may stand on something else: what was destroyed or transferred keeps its own for ever. */
export function freesNumber(end: StubEnd): boolean {
  return end === 'declassified' || end === 'mistaken'
}

/** Of a state secret: 秘密, 机密, 绝密. */
export const SECRET_MARKS = ['秘密', '机密', '绝密'] as const
export type SecretMark = (typeof SECRET_MARKS)[number]

/** `秘密★5年` and its kin (GB/T 7156-2003): the grade, a star, and often the term. */
const MARK = /([秘机绝]密)\s*[★☆*＊]/u
/** A cell or a field that says the grade and nothing else. */
const ALONE = /^[\s（(【[]*([秘机绝]密)[\s）)】\]]*$/u
/** At the head of a page the grade stands by itself, or with its term; recognition often loses the star. */
const HEADING = /^[\s（(【[]*([秘机绝]密)\s*(?:[★☆*＊].*|[·.、:：-]?\s*(?:\d{1,2}\s*年|长期))?[\s）)】\]]*$/u
/** Lines of a page above which the mark stands: left or right upper corner of the first page (GB/T 9704-2012, 7.2.2). */
const HEAD_LINES = 12

/** The mark that a title, a file's name or a value bears, in whatever width it is written; undefined where it bears none. */
export function secretMarkIn(text: string): SecretMark | undefined {
  for (const written of [text.normalize('NFKC'), text]) {
    const mark = markOf(MARK.exec(written) ?? ALONE.exec(written))
    if (mark !== undefined) return mark
  }
  return undefined
}

/** The mark that stands at the head of a page's text; the mere word further down marks nothing. */
export function secretMarkAtHead(page: string): SecretMark | undefined {
  const head = page
    .normalize('NFKC')
    .split(/\r?\n/u)
    .filter((line) => line.trim() !== '')
    .slice(0, HEAD_LINES)
  for (const line of head) {
    const mark = markOf(MARK.exec(line) ?? HEADING.exec(line))
    if (mark !== undefined) return mark
  }
  return undefined
}

/** Whether a title or the name of a file bears the mark of a state secret. */
export function bearsSecrecyMark(text: string): boolean {
  return secretMarkIn(text) !== undefined
}

function markOf(match: RegExpExecArray | null): SecretMark | undefined {
  return SECRET_MARKS.find((mark) => mark === match?.[1])
}

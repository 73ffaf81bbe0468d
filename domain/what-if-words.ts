/** A movement as sentences for the reader: from where to where, by how much, and then why. */
import { explain, type Language } from './explanation.ts'
import { type Movement, type Position, wholeYearsOf } from './what-if.ts'

/** First what moves, then the explanation of the new date, one thought a line. */
export function explainMovement(movement: Movement, language: Language): readonly string[] {
  const words = WORDS[language]
  const { from, to, kind } = movement
  const way = `${placeOf(from, language)} → ${placeOf(to, language)}`
  return [
    `${words.kinds[kind]}${amountOf(movement, language)}${words.colon}${way}`,
    ...(movement.dueAtOnce === 'yes' ? [words.dueAtOnce] : []),
    ...(movement.transfer === 'same' ? [] : [words.transfer(from.transferDueOn, to.transferDueOn)]),
    ...(movement.explanation === undefined ? [words.noRow] : explain(movement.explanation, language)),
  ]
}

function placeOf(position: Position, language: Language): string {
  return position.endsOn ?? WORDS[language].verdicts[position.verdict]
}

function amountOf(movement: Movement, language: Language): string {
  const { days } = movement
  if (days === undefined || days === 0) return ''
  const years = wholeYearsOf(movement)
  return years === undefined ? WORDS[language].days(Math.abs(days)) : WORDS[language].years(years)
}

type Words = {
  readonly kinds: Readonly<Record<Movement['kind'], string>>
  readonly verdicts: Readonly<Record<Position['verdict'], string>>
  readonly colon: string
  readonly years: (count: number) => string
  readonly days: (count: number) => string
  readonly dueAtOnce: string
  readonly transfer: (from: string | undefined, to: string | undefined) => string
  readonly noRow: string
}

const ZH: Words = {
  kinds: {
    same: '到期日不变',
    later: '到期日推迟',
    earlier: '到期日提前',
    conflict: '规则相互冲突，须由人核定',
    cannot_evaluate: '依据不足，无法计算',
  },
  verdicts: {
    ends: '有期限',
    permanent: '永久',
    waiting_for_event: '等待起算事件',
    conflict: '冲突',
    cannot_evaluate: '无法计算',
  },
  colon: '：',
  years: (count) => ` ${count} 年`,
  days: (count) => ` ${count} 天`,
  dueAtOnce: '启用当日即到期，应安排到期鉴定',
  transfer: (from, to) => `移交日期：${from ?? '无'} → ${to ?? '无'}`,
  noRow: '新版本没有适用于本类别的条目',
}

const EN: Words = {
  kinds: {
    same: 'The end does not move',
    later: 'Ends later',
    earlier: 'Ends earlier',
    conflict: 'The rules conflict; a person must settle it',
    cannot_evaluate: 'The facts do not suffice',
  },
  verdicts: {
    ends: 'a date',
    permanent: 'permanent',
    waiting_for_event: 'waiting for the event',
    conflict: 'conflict',
    cannot_evaluate: 'cannot be computed',
  },
  colon: ': ',
  years: (count) => (count === 1 ? ' by 1 year' : ` by ${count} years`),
  days: (count) => (count === 1 ? ' by 1 day' : ` by ${count} days`),
  dueAtOnce: 'Due on the day of the activation; an appraisal is to be planned',
  transfer: (from, to) => `Day of transfer: ${from ?? 'none'} → ${to ?? 'none'}`,
  noRow: 'The new version has no row for this class',
}

const WORDS: Readonly<Record<Language, Words>> = { zh: ZH, en: EN }

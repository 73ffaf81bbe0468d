import type { EventType } from '#domain/vocabulary.ts'
import { say, text, type Words } from './event-saying.ts'

/** What was said and found of a vital record. */
export const VITAL_WORDS: Readonly<Record<Extract<EventType, `vital.${string}`>, Words>> = {
  'vital.set': (d) =>
    say(
      `列为重要档案，每 ${text(d['cycleMonths'])} 个月复查：${text(d['reason'])}`,
      `Vital record, reviewed every ${text(d['cycleMonths'])} months: ${text(d['reason'])}`,
    ),
  'vital.reminded': (d) => {
    const on = text(d['reviewOn'])
    return d['reminder'] === 'overdue'
      ? say(`复查已逾期，应于 ${on} 前完成`, `Review overdue, it was due on ${on}`)
      : say(`复查即将到期：${on}`, `Review due soon: ${on}`)
  },
  'vital.reviewed': (d) => {
    const isVital = d['outcome'] === 'still-vital'
    const isReadable = d['isCopyReadable'] === true
    return say(
      `复查：${isVital ? '仍为重要档案' : '不再是重要档案'}，保护副本${isReadable ? '可读' : '不可读'}；${text(d['note'])}`,
      `Reviewed: ${isVital ? 'still vital' : 'no longer vital'}, protection copy ${isReadable ? 'readable' : 'not readable'}; ${text(d['note'])}`,
    )
  },
}

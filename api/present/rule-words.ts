import type { EventType } from '#domain/vocabulary.ts'
import { say, text, type Words } from './event-saying.ts'

/** What happened to the rule of a record beside that of its class. */
export const RULE_WORDS: Readonly<Record<Extract<EventType, `retention.rule-${string}`>, Words>> = {
  'retention.rule-proposed': (d) => {
    const [zh, en] = periodOf(d['period'])
    return say(`提议${zh}：${text(d['reason'])}`, `Proposed: ${en}; ${text(d['reason'])}`)
  },
  'retention.rule-confirmed': say('第二人核准单独期限', 'Rule of the record confirmed by a second person'),
  'retention.rule-refused': (d) =>
    say(`单独期限未获核准：${text(d['reason'])}`, `Rule of the record refused: ${text(d['reason'])}`),
}

function periodOf(period: unknown): readonly [string, string] {
  const { kind, years } = period as { readonly kind?: unknown; readonly years?: unknown }
  if (kind === 'class') return ['取消单独期限，仅依类别规则', 'the rule of the class alone']
  return kind === 'permanent'
    ? ['单独期限永久', 'a rule of its own, permanent']
    : [`单独期限 ${text(years)} 年`, `a rule of its own, ${text(years)} years`]
}

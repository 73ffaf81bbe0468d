import type { ActFacts } from '#domain/acts/act.ts'
import { subjectOf, type Subject } from '#domain/acts/place.ts'
import type { ListItemRow } from '#domain/state.ts'
import type { RuleCheckView } from '#api/contract/disposal.ts'
import type { TaskDetailView } from '#api/contract/tasks.ts'

export type ListSubject = Extract<Subject, { kind: 'disposal-list' }>

const LABELS = {
  due: { zh: '各件均已到期', en: 'Every item has fallen due' },
  hold: { zh: '各件均无冻结', en: 'No item is under hold' },
  sealed: { zh: '清单已封存', en: 'The list is sealed' },
  registered: { zh: '销毁清册已形成', en: 'The register is concluded' },
  filed: { zh: '已备案', en: 'Filed for record' },
  distinct: { zh: '各环节由不同的人办理', en: 'Every part was done by another person' },
} as const

/** The rules of a destruction, looked at now. Items whose records are not among the facts are judged by the list's own copy. */
export function ruleChecks(facts: ActFacts, subject: ListSubject): RuleCheckView[] {
  const { row, rows } = subject
  const items = rows.all('disposalListItem').filter((item) => item.state !== 'left')
  const undue = items.filter((item) => item.retentionEndsOn >= facts.today)
  const held = items.filter((item) => isHeld(facts, item))
  const persons = [
    row.compiledBy,
    row.approvedBy,
    row.executorId,
    row.witnessArchivesId,
    row.witnessBusinessId,
  ].filter((id) => id !== null)
  const hasOpinions = rows.all('disposalOpinion').length
  return [
    { code: 'due', label: LABELS.due, passed: undue.length === 0, detail: codes(undue) },
    { code: 'hold', label: LABELS.hold, passed: held.length === 0, detail: codes(held) },
    { code: 'sealed', label: LABELS.sealed, passed: row.sealedHash !== null, detail: null },
    {
      code: 'registered',
      label: LABELS.registered,
      passed: row.registerHash !== null,
      detail: opinions(hasOpinions),
    },
    { code: 'filed', label: LABELS.filed, passed: row.filedForRecordOn !== null, detail: null },
    {
      code: 'distinct',
      label: LABELS.distinct,
      passed: new Set(persons).size === persons.length,
      detail: null,
    },
  ]
}

export function listChecks(facts: ActFacts, subject: ListSubject): TaskDetailView['checks'] {
  return ruleChecks(facts, subject)
    .filter((check) => check.code === 'due' || check.code === 'hold' || check.code === 'distinct')
    .map(({ code, label, passed, detail }) => ({ code, label, result: passed ? 'passed' : 'failed', detail }))
}

function isHeld(facts: ActFacts, item: ListItemRow): boolean {
  const record = subjectOf(facts, item.recordId)
  return record?.kind === 'record' && record.row.activeHolds > 0
}

function codes(items: readonly ListItemRow[]): RuleCheckView['detail'] {
  const text = items
    .slice(0, 20)
    .map((item) => item.archivalCode)
    .join(', ')
  return text === '' ? null : { zh: text, en: text }
}

function opinions(given: number): RuleCheckView['detail'] {
  return given === 0 ? null : { zh: `${given} 份鉴定意见`, en: `${given} opinions` }
}

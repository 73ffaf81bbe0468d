import type { ActFacts } from '#domain/acts/act.ts'
import { missingOf, ruleOf } from '#domain/acts/record-effects.ts'
import { FINDINGS_TO_SHOW } from '#domain/documents.ts'
import type { TaskDetailView } from '#api/contract/tasks.ts'
import { CHECK_WORDS } from './check-words.ts'
import type { RecordSubject } from './record-detail.ts'

type Check = TaskDetailView['checks'][number]

/** What the machine has looked at before a person signs; `manual` is left to the person's own eyes. */
export function recordChecks(facts: ActFacts, { row, rows }: RecordSubject): Check[] {
  const contents = rows
    .all('digitalObject')
    .filter((object) => object.role === 'content' && object.withdrawnAt === null)
  const missing = missingOf(row, contents.length)
  const isInspected = contents.length > 0 && contents.every((object) => object.findings !== null)
  const findings = contents
    .flatMap((object) => object.findings ?? [])
    .filter((code) => FINDINGS_TO_SHOW.some((known) => known === code))
  const rule = ruleOf(facts, row)
  return [
    {
      code: 'must-have',
      label: LABELS.mustHave,
      result: missing.length === 0 ? 'passed' : 'failed',
      detail: listed(missing),
    },
    {
      code: 'format',
      label: LABELS.format,
      result: formatResult(isInspected ? findings.length : undefined),
      detail: listed(findings),
    },
    {
      code: 'schedule',
      label: LABELS.schedule,
      result: rule.kind === 'rule' ? 'passed' : 'failed',
      detail: null,
    },
    { code: 'hold', label: LABELS.hold, result: row.activeHolds === 0 ? 'passed' : 'failed', detail: null },
  ]
}

const LABELS = {
  mustHave: { zh: '必备材料齐全', en: 'Everything required is there' },
  format: { zh: '文件格式检测', en: 'File formats examined' },
  schedule: { zh: '类别有生效的保管期限', en: 'A confirmed schedule row governs the class' },
  hold: { zh: '无暂停处置', en: 'No hold' },
} as const

function formatResult(findings: number | undefined): Check['result'] {
  if (findings === undefined) return 'manual'
  return findings === 0 ? 'passed' : 'failed'
}

function listed(codes: readonly string[]): Check['detail'] {
  if (codes.length === 0) return null
  const words = [...new Set(codes)].map((code) => CHECK_WORDS[code] ?? { zh: code, en: code })
  return { zh: words.map(({ zh }) => zh).join('、'), en: words.map(({ en }) => en).join(', ') }
}

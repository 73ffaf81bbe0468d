import type { ActFacts } from '#domain/acts/act.ts'
import { openingBarOf } from '#domain/acts/opening.ts'
import { missingOf, ruleOf } from '#domain/acts/record-effects.ts'
import { FINDINGS_TO_SHOW } from '#domain/documents.ts'
import type { TaskDetailView } from '#api/contract/tasks.ts'
import { CHECK_WORDS } from './check-words.ts'
import type { RecordSubject } from './record-detail.ts'

type Check = TaskDetailView['checks'][number]

/** What the machine has looked at before a person signs; `manual` is left to the person's own eyes. */
export function recordChecks(facts: ActFacts, subject: RecordSubject): Check[] {
  const { row, rows } = subject
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
    ...openingCheck(facts, subject),
  ]
}

/** Said before somebody chooses: what holds personal data is not opened (REQ-53). It hinders nothing else, so it is not a failure. */
function openingCheck(facts: ActFacts, subject: RecordSubject): Check[] {
  const bar = subject.row.placeStep === 'appraise' ? openingBarOf(facts, subject) : undefined
  if (bar === undefined) return []
  const kinds = listed(bar.data)
  const places = listed(bar.identityIn)
  const parts = [
    ...(kinds === null ? [] : [{ zh: `此类档案含有${kinds.zh}`, en: `such records hold ${kinds.en}` }]),
    ...(places === null
      ? []
      : [{ zh: `身份证号出现在${places.zh}`, en: `an identity number stands in: ${places.en}` }]),
  ]
  const detail = {
    zh: `不得开放：${parts.map(({ zh }) => zh).join('；')}`,
    en: `may not be opened: ${parts.map(({ en }) => en).join('; ')}`,
  }
  return [{ code: 'opening', label: LABELS.opening, result: 'manual', detail }]
}

const LABELS = {
  mustHave: { zh: '必备材料齐全', en: 'Everything required is there' },
  format: { zh: '文件格式检测', en: 'File formats examined' },
  schedule: { zh: '类别有生效的保管期限', en: 'A confirmed schedule row governs the class' },
  hold: { zh: '无冻结', en: 'No hold' },
  opening: { zh: '开放审核', en: 'Opening' },
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

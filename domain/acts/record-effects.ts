import { isGranted } from '#domain/access.ts'
import { failingFormats } from '#domain/archive-formats.ts'
import { isPlainDate } from '#domain/dates.ts'
import type { NewEvent } from '#domain/events.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import { canShorten } from '#domain/retention-extension.ts'
import { isUsable, type Rules, type ScheduleRow } from '#domain/schedule.ts'
import type { RecordState } from '#domain/state.ts'
import { bearsSecrecyMark } from '#domain/state/secrets.ts'
import { GRADES } from '#domain/vocabulary.ts'
import type { ActFacts, RecordClass } from './act.ts'
import { allotCode, reservedCode } from './allot-code.ts'
import { fieldsNamed, missingOfClass } from './describe-metadata.ts'
import { givenBy, startedEvents, startedRecord } from './data-starts.ts'
import { datingEvents, retentionEvent } from './dating.ts'
import type { EffectContext, EffectResult } from './effect.ts'
import { openingRefusal } from './opening.ts'
import {
  acceptScans,
  bind,
  itemsOf,
  listContents,
  mixedFaults,
  printing,
  returnScans,
  shelve,
  submitScans,
} from './paper-effects.ts'
import { fondsOf, keepUntil, type Subject } from './place.ts'
import { redatedOthers } from './redate-facts.ts'

type RecordContext = EffectContext<Extract<Subject, { kind: 'record' }>>

/** What completing a step of a record does beside moving it on. */
export function applyRecordEffect(context: RecordContext): Refusal | EffectResult {
  switch (context.effect) {
    case 'describe':
      return describe(context)
    case 'arrange':
      return arrange(context)
    case 'file':
      return file(context)
    case 'appraise':
      return appraise(context)
    case 'take-custody':
      return takeCustody(context)
    case 'list-contents':
      return listContents(context)
    case 'submit-scans':
      return submitScans(context)
    case 'accept-scans':
      return acceptScans(context)
    case 'return-scans':
      return returnScans(context)
    case 'bind':
      return bind(context)
    case 'shelve':
      return shelve(context)
    default:
      return { kind: 'effect', events: [] }
  }
}

/** What is still missing against the must-have list; it blocks leaving `create` and filing. */
export function missingOf(
  record: Pick<RecordState, 'title' | 'classCode' | 'formedOn' | 'carrier'>,
  contents: number,
): readonly string[] {
  return [
    ...(record.title.trim() === '' ? ['title'] : []),
    ...(record.classCode === '' ? ['classCode'] : []),
    ...(record.carrier !== 'paper' && contents === 0 ? ['content'] : []),
  ]
}

function contentCount({ subject }: RecordContext): number {
  return subject.rows.all('digitalObject').filter((o) => o.role === 'content' && o.withdrawnAt === null)
    .length
}

function describe(context: RecordContext): Refusal | EffectResult {
  const { subject, form, facts } = context
  const title = typeof form['title'] === 'string' ? form['title'] : subject.row.title
  if (bearsSecrecyMark(title)) return refuse('record.state-secret')
  const formedOn = isPlainDate(form['formedOn']) ? form['formedOn'] : subject.row.formedOn
  if (formedOn > facts.today) return refuse('record.formed-in-future', { today: facts.today })
  const classCode = typeof form['classCode'] === 'string' ? form['classCode'] : subject.row.classCode
  const fault = classFault(facts, classCode)
  if (fault !== undefined) return fault
  const missing = missingOf({ ...subject.row, title, classCode }, contentCount(context))
  if (missing.length > 0) return refuse('record.incomplete', { missing })
  return { kind: 'effect', events: [described(subject.row, { title, formedOn, classCode })] }
}

function arrange({ subject, form }: RecordContext): EffectResult {
  const pages = typeof form['pages'] === 'number' ? form['pages'] : subject.row.pages
  return { kind: 'effect', events: [described(subject.row, { pages })] }
}

function described(
  record: RecordState,
  data: Partial<Pick<RecordState, 'title' | 'classCode' | 'formedOn' | 'pages'>>,
): NewEvent {
  return { stream: { kind: 'record', id: record.id }, type: 'record.described', data }
}

/** Filing allots the archival code, pins the schedule version and computes the first due date with its reasons. */
function file(context: RecordContext): Refusal | EffectResult {
  const { subject, facts, form } = context
  if (!facts.site.storeFit && subject.row.carrier !== 'paper') return refuse('store.unfit')
  const missing = [
    ...missingOf(subject.row, contentCount(context)),
    ...(subject.row.level === 'file' && itemsOf(subject.rows).length === 0 ? ['contents'] : []),
  ]
  if (missing.length > 0) return refuse('record.incomplete', { missing })
  const formats = facts.reference.archiveFormats()
  const failing =
    formats.moment === 'filing' ? failingFormats(subject.rows.all('digitalObject'), formats) : []
  if (failing.length > 0)
    return refuse('record.not-archival', {
      objects: failing.map(({ id, mediaType }) => ({ id, mediaType })),
      mediaTypes: formats.mediaTypes,
    })
  const classCode = typeof form['classCode'] === 'string' ? form['classCode'] : subject.row.classCode
  const fault = classFault(facts, classCode)
  if (fault !== undefined) return fault
  const rule = ruleOf(facts, { classCode, scheduleVersionId: null })
  if (rule.kind === 'refused') return rule
  const lacking = missingOfClass(facts, subject, classCode)
  if (lacking.length > 0)
    return refuse('record.incomplete', {
      missing: [...lacking],
      fields: fieldsNamed(facts, { family: rule.recordClass.family, ids: lacking }),
    })
  const mixed = mixedFaults(facts, { row: { ...subject.row, classCode } }, itemsOf(subject.rows))
  if (mixed.length > 0) return refuse('contents.faulty', { faults: [...mixed] })
  const already = subject.row.archivalCode
  if (already !== null) return refuse('task.out-of-order', { archivalCode: already })
  const coded = { ...subject.row, classCode }
  const number = form['reservedNumber']
  const code =
    typeof number === 'number'
      ? reservedCode(facts, { record: coded, rule, number, from: 'holder' })
      : allotCode(facts, coded, rule)
  if (code.kind === 'refused') return code
  const stream = { kind: 'record' as const, id: subject.row.id }
  const scheduleVersionId = rule.recordClass.scheduleVersionId
  const record = { ...subject.row, classCode, scheduleVersionId, archivalCode: code.text }
  const started = startedEvents(facts, { ...givenBy(facts, subject), record }, rule.rules)
  const filed: NewEvent = {
    stream,
    type: 'record.filed',
    data: {
      classCode,
      archivalCode: code.text,
      scheduleVersionId,
      codeBlock: code.counter.block,
      number: code.number,
    },
  }
  const dated = startedRecord(record, started)
  return {
    kind: 'effect',
    events: [
      filed,
      ...started,
      ...datingEvents(facts, { record: dated, rules: rule.rules, jobs: [] }),
      ...redatedOthers(facts, dated).events,
    ],
    counters: [code.counter],
    ...printing(facts, subject),
  }
}

/** Why this actor may not put a record into a class: it takes nothing in, or its family is not granted to any of their posts. */
function classFault(facts: ActFacts, classCode: string): Refusal | undefined {
  const recordClass = facts.reference.recordClass(classCode)
  if (recordClass?.isActive !== true) return refuse('record.class-unknown', { classCode })
  return isGranted(facts.actor, recordClass.family)
    ? undefined
    : refuse('class.not-granted', { family: recordClass.family })
}

/** `row` is the class's own: its period stands in the archival code, its policy says what is scanned. */
type Rule = {
  readonly kind: 'rule'
  readonly recordClass: RecordClass
  readonly row: ScheduleRow
  readonly rules: Rules
}

/** The schedule rows that govern a record: of the version that it was filed under, else of the one in force for its class. */
export function ruleOf(
  facts: Pick<ActFacts, 'reference'>,
  { classCode, scheduleVersionId }: Pick<RecordState, 'classCode' | 'scheduleVersionId'>,
): Rule | Refusal {
  const recordClass = facts.reference.recordClass(classCode)
  if (recordClass === undefined) return refuse('record.class-unknown', { classCode })
  const rules = facts.reference.rules(scheduleVersionId ?? recordClass.scheduleVersionId, classCode)
  if (rules === undefined || !isUsable(rules[0]))
    return refuse('record.class-without-schedule', { classCode })
  return { kind: 'rule', recordClass, row: rules[0], rules }
}

/**
 * The unit head confirms class and row; a fixed term is a minimum term: longer is lawful, shorter never (令3). What holds identity
 * numbers, health or criminal data is not opened.
 */
function appraise({ subject, form, facts }: RecordContext): Refusal | EffectResult {
  const rule = ruleOf(facts, subject.row)
  if (rule.kind === 'refused') return rule
  const years = typeof form['periodYears'] === 'number' ? form['periodYears'] : null
  if (years !== null && canShorten(rule.row, { kind: 'years', years }).kind === 'refused') {
    return refuse('record.period-too-short', { minimum: rule.row.period })
  }
  const openingState = form['openingState'] === 'open' ? 'open' : 'controlled'
  const closed = openingState === 'open' ? openingRefusal(facts, subject) : undefined
  if (closed !== undefined) return closed
  const grade = GRADES.find((known) => known === form['grade']) ?? subject.row.grade
  const isLonger = years !== null && rule.row.period.kind === 'years' && years > rule.row.period.years
  const periodYears = isLonger ? years : null
  const stream = { kind: 'record' as const, id: subject.row.id }
  const appraised: NewEvent = {
    stream,
    type: 'record.appraised',
    data: {
      scanPolicy: typeof form['scanPolicy'] === 'string' ? form['scanPolicy'] : rule.row.scanPolicy,
      grade,
      openingState,
      periodYears,
    },
  }
  const record = { ...subject.row, extendedYears: periodYears }
  return {
    kind: 'effect',
    events: [appraised, ...(isLonger ? prolonged(facts, record, rule) : [])],
  }
}

/** A record without a date has its incident from its filing: a longer period alone does not settle it. */
function prolonged(facts: ActFacts, record: RecordState, { rules }: Rule): readonly NewEvent[] {
  return record.retentionEndsOn === null
    ? [retentionEvent(facts, record, rules)]
    : datingEvents(facts, { record, rules, jobs: [] })
}

/** Both signatures stand on one slip (form F09); custody moves on acceptance, and the clock's first look is armed. */
function takeCustody({ subject, form, facts, task }: RecordContext): Refusal | EffectResult {
  const counted = typeof form['countedPages'] === 'number' ? form['countedPages'] : null
  if (subject.row.pages !== null && counted !== null && counted !== subject.row.pages) {
    return refuse('task.form-invalid', { faults: [{ field: 'countedPages', code: 'form.differs' }] })
  }
  const sender = subject.rows
    .all('task')
    .find((t) => t.step === task.step && t.slot === 'sender' && t.round === task.round)
  const custodyUnitId = fondsOf(facts, subject.row.fondsId).archivesUnitId
  const taken: NewEvent = {
    stream: { kind: 'record', id: subject.row.id },
    type: 'record.custody-taken',
    data: { custodyUnitId, countedPages: counted, sender: sender?.completedBy ?? null },
  }
  return {
    kind: 'effect',
    events: [taken],
    wakeOn: keepUntil(facts, subject.row),
    ...printing(facts, subject),
  }
}

import { addDays, isPlainDate, type PlainDate } from '#domain/dates.ts'
import type { NewEvent } from '#domain/events.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import { extendPeriod } from '#domain/retention-extension.ts'
import { retentionUnder } from '#domain/several-rules.ts'
import { retentionFactsOf } from '#domain/starts.ts'
import type { DisposalListState, ItemOpinion, ListItemRow, RecordState } from '#domain/state.ts'
import type { ActFacts } from './act.ts'
import type { EffectContext, EffectResult } from './effect.ts'
import { abortEvents, itemsOn } from './leave-list.ts'
import { eligibilityToday, fondsOf, frozenRefusal, holdRefusal, subjectOf, type Subject } from './place.ts'
import { askedOf, authoriseTerms, opinionOf } from './proposals.ts'
import { ruleOf } from './record-effects.ts'

type ListContext = EffectContext<Extract<Subject, { kind: 'disposal-list' }>>

/** What completing a step of a disposal list does beside moving it on (ADR 23). */
export function applyListEffect(context: ListContext): Refusal | EffectResult {
  switch (context.effect) {
    case 'seal':
      return seal(context)
    case 'give-opinion':
      return giveOpinion(context)
    case 'authorise-terms':
      return authoriseTerms(context)
    case 'file-for-record':
      return fileForRecord(context)
    case 'approve':
      return approve(context)
    case 'check':
      return check(context)
    case 'start-execution':
      return startExecution(context)
    case 'sign':
      return sign(context)
    default:
      return { kind: 'effect', events: [] }
  }
}

/**
 * What the seal and the register's hash are taken over: the items as the signatories see them. The names stand in their order,
 * so that the text is canonical JSON (RFC 8785) and a stranger comes to the same hash.
 */
export function sealable(list: DisposalListState, items: readonly ListItemRow[]): unknown {
  return {
    fonds: list.fondsId,
    items: items.map(
      ({ archivalCode, classCode, digests, formedOn, pages, recordId, retentionEndsOn, title }) => ({
        archivalCode,
        classCode,
        digests,
        formedOn,
        pages,
        recordId,
        retentionEndsOn,
        title,
      }),
    ),
    list: list.number,
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function event(list: DisposalListState): NewEvent['stream'] {
  return { kind: 'disposal-list', id: list.id }
}

function seal(context: ListContext): Refusal | EffectResult {
  const { facts, subject, outcome, form } = context
  if (outcome === 'aborted') {
    const reason = `compiler: ${textOf(form['note'])}`
    return { kind: 'effect', events: abortEvents(facts, subject.row, { rows: subject.rows, reason }) }
  }
  const items = itemsOn(context.subject.rows)
  if (items.length === 0) return refuse('list.empty')
  const sealedHash = facts.digest(JSON.stringify(sealable(subject.row, items)))
  return {
    kind: 'effect',
    events: [{ stream: event(subject.row), type: 'list.sealed', data: { sealedHash, items: items.length } }],
  }
}

function giveOpinion(context: ListContext): Refusal | EffectResult {
  const { facts, subject, slot, verdicts } = context
  const kind = slot.appraiserKind
  if (kind === undefined) throw new Error(`slot ${slot.id} has no appraiser kind`)
  const items = askedOf(subject.rows, kind)
  const earlier = opinionOf(subject.rows, kind)
  if (hasOtherSeat(subject.rows, { kind, personId: facts.actor.personId })) return refuse('duty.not-distinct')
  const unknown = verdicts.find((verdict) => !items.some((item) => item.recordId === verdict.recordId))
  if (unknown !== undefined) return refuse('list.item-unknown', { recordId: unknown.recordId })
  const missing = items.filter((item) => !verdicts.some((verdict) => verdict.recordId === item.recordId))
  if (missing.length > 0)
    return refuse('list.opinion-incomplete', { missing: missing.map((item) => item.archivalCode) })
  const faults = verdicts.flatMap((verdict, index) => verdictFaults(facts, verdict, verdicts.slice(0, index)))
  if (faults.length > 0) return refuse('task.form-invalid', { faults })
  const standing = (earlier?.verdicts ?? []).filter(
    (one) => !items.some(({ recordId }) => recordId === one.recordId),
  )
  return {
    kind: 'effect',
    events: [
      {
        stream: event(subject.row),
        type: 'list.opinion-given',
        data: { id: earlier?.id ?? facts.newId(), appraiserKind: kind, verdicts: [...standing, ...verdicts] },
      },
    ],
  }
}

/** Whether somebody has given the opinion of another seat of the group, in an earlier round too. */
function hasOtherSeat(
  rows: ListContext['subject']['rows'],
  { kind, personId }: { readonly kind: string; readonly personId: string },
): boolean {
  return rows
    .all('disposalOpinion')
    .some((opinion) => opinion.personId === personId && opinion.appraiserKind !== kind)
}

interface VerdictFault {
  readonly field: string
  readonly code: string
}

/** One verdict for each item; extending needs a period longer than the present one that ends after today; all but destroying a reason. */
function verdictFaults(
  facts: ActFacts,
  verdict: ItemOpinion,
  earlier: readonly ItemOpinion[],
): readonly VerdictFault[] {
  const field = `verdicts.${verdict.recordId}`
  if (earlier.some((other) => other.recordId === verdict.recordId)) return [{ field, code: 'form.twice' }]
  if (verdict.verdict !== 'destroy' && (verdict.reason ?? '').trim() === '')
    return [{ field, code: 'form.required' }]
  if (verdict.verdict !== 'extend') return []
  const subject = subjectOf(facts, verdict.recordId)
  const rule = subject?.kind === 'record' ? ruleOf(facts, subject.row) : undefined
  if (subject?.kind !== 'record' || rule?.kind !== 'rule') return [{ field, code: 'retention.not-fixed' }]
  const known = retentionFactsOf(subject.row, rule.rules, facts.today)
  const { retention } = retentionUnder(known, rule.rules)
  const extension = extendPeriod(retention, verdict.years ?? 0, facts.today)
  return extension.kind === 'refused' ? [{ field, code: extension.code }] : []
}

function fileForRecord({ subject, form, facts }: ListContext): Refusal | EffectResult {
  const on = form['filedOn']
  if (!isPlainDate(on) || on > facts.today)
    return refuse('task.form-invalid', { faults: [{ field: 'filedOn', code: 'form.not-a-date' }] })
  const number = textOf(form['number'])
  return {
    kind: 'effect',
    events: [{ stream: event(subject.row), type: 'list.filed-for-record', data: { number, on } }],
  }
}

/** The main head signs the register's hash; compilers and everybody who created a listed record are out (REQ-21). */
function approve({ subject, form, facts, factor, outcome }: ListContext): Refusal | EffectResult {
  const { row } = subject
  const opinion = textOf(form['opinion'])
  if (outcome === 'rejected')
    return {
      kind: 'effect',
      events: abortEvents(facts, row, { rows: subject.rows, reason: `rejected: ${opinion}` }),
    }
  if (row.compiledBy === facts.actor.personId || facts.participants.includes(facts.actor.personId))
    return refuse('duty.not-distinct')
  if (itemsOn(subject.rows).length === 0) return refuse('list.empty')
  if (row.registerHash === null || factor === undefined) return refuse('factor.required')
  const until = addDays(facts.today, facts.site.coolingDays)
  return {
    kind: 'effect',
    events: [
      {
        stream: event(row),
        type: 'list.approved',
        data: { registerHash: row.registerHash, opinion, factor },
      },
      { stream: event(row), type: 'list.cooling-began', data: { until } },
    ],
    wakeOn: until,
  }
}

/** Whether the actor has compiled, approved or witnessed this list, or created anything that is on it (ADR 23). */
function hasAnotherPart({ subject: { row }, facts }: ListContext): boolean {
  const others = [
    row.compiledBy,
    row.approvedBy,
    row.witnessArchivesId,
    row.witnessBusinessId,
    ...facts.participants,
  ]
  return others.includes(facts.actor.personId)
}

/**
 * One witness is of the archives office, the other is not (令3, 令79): where a list is of several units, its business witness is sought
 * in the unit above them, and the archives office stands below that too. What the archives office formed itself has no other unit.
 */
function isOfOwnUnit({ subject: { row }, facts, slot }: ListContext): boolean {
  const { archivesUnitId } = fondsOf(facts, row.fondsId)
  if (slot.id !== 'witness-business' || row.formingUnitId === archivesUnitId) return true
  return facts.actor.posts.some(({ role, unitId }) => role === 'witness' && unitId !== archivesUnitId)
}

/** Both witnesses check the register against the things before anything is destroyed; neither compiled nor approved. */
function check(context: ListContext): Refusal | EffectResult {
  const { subject, form, facts, factor, slot, outcome } = context
  const { row } = subject
  if (outcome === 'aborted')
    return {
      kind: 'effect',
      events: abortEvents(facts, row, { rows: subject.rows, reason: `witness: ${textOf(form['remarks'])}` }),
    }
  if (hasAnotherPart(context) || !isOfOwnUnit(context)) return refuse('duty.not-distinct')
  if (row.registerHash === null || factor === undefined) return refuse('factor.required')
  if (form['isAsRegistered'] !== true)
    return refuse('task.form-invalid', { faults: [{ field: 'isAsRegistered', code: 'form.required' }] })
  const items = itemsOn(subject.rows)
  if (form['countedRecords'] !== items.length) {
    return refuse('task.form-invalid', { faults: [{ field: 'countedRecords', code: 'form.differs' }] })
  }
  const note = textOf(form['remarks'])
  return {
    kind: 'effect',
    events: [
      {
        stream: event(row),
        type: 'list.checked',
        data: { slot: slot.id, registerHash: row.registerHash, factor, note },
      },
    ],
  }
}

function startExecution(context: ListContext): Refusal | EffectResult {
  const { row } = context.subject
  if (hasAnotherPart(context)) return refuse('duty.not-distinct')
  if (row.registerHash === null) return refuse('task.out-of-order')
  return {
    kind: 'effect',
    events: [
      { stream: event(row), type: 'list.execution-started', data: { registerHash: row.registerHash } },
    ],
  }
}

/** Each witness signs what they checked, and both sign the same method, place and day (令3, 令79). */
function sign({ subject, form, factor, slot, facts }: ListContext): Refusal | EffectResult {
  const { row } = subject
  const checkedBy = slot.id === 'witness-archives' ? row.witnessArchivesId : row.witnessBusinessId
  if (checkedBy !== facts.actor.personId) return refuse('duty.same-person')
  const on = form['destroyedOn']
  if (!isPlainDate(on) || on > facts.today || on < (row.coolingUntil ?? on)) {
    return refuse('task.form-invalid', { faults: [{ field: 'destroyedOn', code: 'form.not-a-date' }] })
  }
  if (row.registerHash === null || factor === undefined) return refuse('factor.required')
  const { registerHash } = row
  const data = {
    slot: slot.id,
    registerHash,
    factor,
    method: textOf(form['method']),
    place: textOf(form['place']),
    on,
  }
  const faults = differences(row, data)
  if (faults.length > 0) return refuse('task.form-invalid', { faults })
  return { kind: 'effect', events: [{ stream: event(row), type: 'list.signed', data }] }
}

/** Where the second signature says otherwise than the first. */
function differences(
  row: DisposalListState,
  { method, place, on }: { readonly method: string; readonly place: string; readonly on: PlainDate },
) {
  const said = [
    { field: 'method', first: row.method, second: method },
    { field: 'place', first: row.destructionPlace, second: place },
    { field: 'destroyedOn', first: row.destroyedOn, second: on },
  ]
  return said
    .filter(({ first, second }) => first !== null && first !== second)
    .map(({ field }) => ({ field, code: 'form.differs' }))
}

/** Whether a record may be put on a list now, by the one rule of eligibility; holds stand beside it. */
export function listingRefusal(facts: ActFacts, record: RecordState): Refusal | undefined {
  if (record.disposalListId !== null)
    return refuse('list.record-elsewhere', { record: record.archivalCode, listId: record.disposalListId })
  if (record.placeStep !== 'due')
    return refuse('record.not-due', { record: record.archivalCode, dueOn: record.dueOn })
  if (record.reopenedAt !== null) return refuse('record.reopened', { record: record.archivalCode })
  const held = holdRefusal(facts, record, { record: record.archivalCode })
  if (held !== undefined) return held
  if (record.quarantine !== null) return refuse('content.quarantined', { record: record.archivalCode })
  const frozen = frozenRefusal(facts, record)
  if (frozen !== undefined) return frozen
  if (record.createdBy === facts.actor.personId)
    return refuse('duty.not-distinct', { record: record.archivalCode })
  const rule = ruleOf(facts, record)
  if (rule.kind === 'refused') return rule
  const verdict = eligibilityToday(facts, record, rule.rules)
  return verdict.verdict === 'due'
    ? undefined
    : refuse('record.not-due', { record: record.archivalCode, verdict: verdict.verdict })
}

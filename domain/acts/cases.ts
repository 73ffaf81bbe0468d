/**
 * Accountability for a late filing. Two steps, as the law has them: an order to correct with its deadline comes first (档案法 Art 48
 * item 6, 实施条例 Art 49), and a case is closed by the correction, never by deletion.
 */
import type { Actor } from '#domain/access.ts'
import { yearOf, type PlainDate } from '#domain/dates.ts'
import type { NewEvent } from '#domain/events.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { AccountabilityCaseRow, FilingAlertRow } from '#domain/state/structure.ts'
import type { AdministrationDecision, AdministrationFacts } from './administer.ts'

export interface CaseFacts extends AdministrationFacts {
  readonly actor: Pick<Actor, 'personId' | 'groups'>
  /** How many cases were opened in the year before this one. */
  readonly casesOfYear: number
}

export interface NewCase {
  readonly alertId: string
  readonly headId: string
  readonly directId: string
}

/** From the alert, on the head of the unit and the person directly responsible; both belong to the unit. */
export function openCase(facts: CaseFacts, input: NewCase): AdministrationDecision {
  const alert = facts.organisation.get('filingAlert', input.alertId)
  if (alert === undefined) return refuse('not-found')
  const known = facts.organisation.all('accountabilityCase').find(({ alertId }) => alertId === alert.id)
  if (known !== undefined) return refuse('case.known', { number: known.number })
  if (alert.closedOn !== null) return refuse('case.corrected-already', { closedOn: alert.closedOn })
  const fault = respondentFault(facts, alert, input)
  if (fault !== undefined) return fault
  const id = facts.newId()
  const year = yearOf(facts.today)
  const number = `A-${year}-${String(facts.casesOfYear + 1).padStart(3, '0')}`
  const { calendarId, unitId, classId, fromOn, toOn, dueOn } = alert
  const period = { calendarId, unitId, classId, fromOn, toOn, dueOn }
  const data = { ...period, number, alertId: alert.id, headId: input.headId, directId: input.directId }
  return {
    kind: 'decided',
    events: [{ stream: { kind: 'accountability-case', id }, type: 'case.opened', data }],
    answer: { caseId: id, number },
  }
}

function respondentFault(
  facts: CaseFacts,
  { unitId }: FilingAlertRow,
  { headId, directId }: NewCase,
): Refusal | undefined {
  if (headId === directId) return refuse('case.respondents', { why: 'one person' })
  const holds = (personId: string, isFit: (role: string) => boolean) =>
    facts.organisation
      .all('post')
      .some(
        (post) =>
          post.personId === personId &&
          isFit(post.role) &&
          facts.organisation.get('unit', unitId)?.path.includes(post.unitId) === true,
      )
  const isHead = holds(headId, (role) => role === 'unit-head' || role === 'main-head')
  const isDirect = holds(directId, (role) => role === 'unit-archivist' || role === 'business-clerk')
  if (!isHead || !isDirect) return refuse('case.respondents', { why: isHead ? 'direct' : 'head' })
  const isOwn = [headId, directId].includes(facts.actor.personId)
  return isOwn ? refuse('duty.not-distinct', { act: 'case.open' }) : undefined
}

export interface Order {
  readonly caseId: string
  readonly text: string
  /** The last day on which the correction is in time. */
  readonly dueOn: PlainDate
}

/** The order to correct within a time (责令限期改正). */
export function orderCorrection(facts: CaseFacts, { caseId, text, dueOn }: Order): AdministrationDecision {
  const known = caseIn(facts, caseId, ['opened', 'ordered', 'replied'])
  if (known.kind === 'refused') return known
  if (isRespondent(facts, known.row)) return refuse('duty.not-distinct', { act: 'case.order' })
  if (dueOn <= facts.today) return refuse('case.deadline', { dueOn, today: facts.today })
  return said(known.row, { type: 'case.ordered', data: { text, dueOn } })
}

export interface Reply {
  readonly caseId: string
  readonly text: string
}

/** What the head or the directly responsible person says to the order. */
export function replyToOrder(facts: CaseFacts, { caseId, text }: Reply): AdministrationDecision {
  const known = caseIn(facts, caseId, ['ordered', 'replied'])
  if (known.kind === 'refused') return known
  if (!isRespondent(facts, known.row)) return refuse('access.denied', { act: 'case.reply' })
  return said(known.row, { type: 'case.replied', data: { text } })
}

/** The result, once the period is filed: what was late is corrected, and the case stays on record. */
export function closeCase(facts: CaseFacts, { caseId, text }: Reply): AdministrationDecision {
  const known = caseIn(facts, caseId, ['ordered', 'replied'])
  if (known.kind === 'refused') return known
  if (isRespondent(facts, known.row)) return refuse('duty.not-distinct', { act: 'case.close' })
  const alert = facts.organisation.get('filingAlert', known.row.alertId)
  if (alert === undefined || alert.closedOn === null)
    return refuse('case.not-corrected', { fromOn: known.row.fromOn, toOn: known.row.toOn })
  const isInTime = known.row.orderDueOn !== null && alert.closedOn <= known.row.orderDueOn
  return said(known.row, {
    type: 'case.closed',
    data: { result: text, correctedOn: alert.closedOn, inTime: isInTime },
  })
}

type Stated = {
  [T in 'case.ordered' | 'case.replied' | 'case.closed']: Pick<
    Extract<NewEvent, { type: T }>,
    'type' | 'data'
  >
}[keyof { 'case.ordered': 0; 'case.replied': 0; 'case.closed': 0 }]

function said({ id }: AccountabilityCaseRow, event: Stated): AdministrationDecision {
  const stream = { kind: 'accountability-case' as const, id }
  return { kind: 'decided', events: [{ stream, ...event } as NewEvent], answer: { caseId: id } }
}

function caseIn(
  facts: CaseFacts,
  caseId: string,
  states: readonly AccountabilityCaseRow['state'][],
): { readonly kind: 'case'; readonly row: AccountabilityCaseRow } | Refusal {
  const row = facts.organisation.get('accountabilityCase', caseId)
  if (row === undefined) return refuse('not-found')
  return states.includes(row.state)
    ? { kind: 'case', row }
    : refuse('case.out-of-order', { state: row.state })
}

function isRespondent({ actor }: CaseFacts, { headId, directId }: AccountabilityCaseRow): boolean {
  return [headId, directId].includes(actor.personId)
}

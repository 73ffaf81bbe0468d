import type { StructureFacts } from '#domain/acts/structure-facts.ts'
import type { Actor, ActName } from '#domain/access.ts'
import { mayActOrStandIn } from '#domain/access.ts'
import type { Administered, AdministrationDecision } from '#domain/acts/administer.ts'
import { periodKeyOf } from '#domain/acts/filings.ts'
import type { UnitWork } from '#domain/acts/units.ts'
import type { PlainDate, WorkingCalendar } from '#domain/dates.ts'
import type { CodeSequence } from '#domain/state/structure.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import { ORGANISATION_TABLES } from '#domain/state.ts'
import type { Sql } from '#db/client.ts'
import { ENGINE_ID, OPERATOR_ID, SITE_ID } from '#db/fixed-ids.ts'
import { idOf, newId } from '#db/ids.ts'
import { payloadOf, type AdministrationAccepted, type Head } from './administration.ts'
import { isStale, priorAnswer, TRIES } from './again.ts'
import { canonicalJson, sha256Hex } from './canonical.ts'
import type { Principal } from './facts.ts'
import { readMoving } from './moving.ts'
import { rowsFrom } from './rows.ts'

export interface StructureRequest {
  readonly name: string
  /** The right that the act needs; absent where the decision asks for more than a role. The operator's console needs none: it administers. */
  readonly act?: ActName
  readonly principal: Principal
  readonly key: string
  readonly body: unknown
  /** Who sat at the machine, where it was the operator's console. */
  readonly operator?: string
  /** Units that would end, or begin to work on another day: what they have and had to do is counted. */
  readonly ending?: readonly string[]
  /** Units whose filings it is about. */
  readonly filingsOf?: readonly string[]
  /** Which of their periods that are due then or later were reminded of, it wants to know. */
  readonly remindedFor?: PlainDate
  readonly cases?: readonly string[]
  readonly alerts?: readonly string[]
  /** The hand-over that it is about, and its post; a new one names the post alone. */
  readonly handOver?: { readonly id: string | null; readonly postId: string }
  /** The sequence of archival codes that it is about. */
  readonly codes?: CodeSequence
  /** A period whose records are counted. */
  readonly count?: {
    readonly unitId: string
    readonly classId: string
    readonly fromOn: PlainDate
    readonly toOn: PlainDate
  }
}

/** The history of a sequence of archival codes has an id of its own. */
export function codeSequenceId({ fondsId, year, block }: CodeSequence): string {
  return idOf('codes', fondsId, String(year), block)
}

/** The history of a unit's filings has an id of its own. */
export function filingCalendarId(unitId: string): string {
  return idOf('filing', unitId)
}

interface StructureJson {
  readonly actor: Actor | null
  readonly work: Readonly<Record<string, UnitWork>>
  readonly heads: Readonly<Record<string, Head>> | null
  readonly prior: { readonly bodyHash: string; readonly answer: unknown } | null
  readonly now: string
  readonly today: PlainDate
  readonly counted: { readonly filed: number; readonly unfiled: number } | null
  readonly sequence: { readonly id: string; readonly next: number; readonly codes: readonly string[] } | null
  readonly reminded:
    | readonly { readonly unitId: string; readonly classId: string; readonly fromOn: PlainDate }[]
    | null
  readonly casesOfYear: number
  readonly recordClasses: readonly string[]
  readonly calendar: readonly (readonly [PlainDate, boolean])[]
}

/**
 * A person changes the organisation: facts, a pure decision, events and rows in one commit under the one lock of administration. Where
 * the rights of the actor, or the site's own history, moved meanwhile it is decided anew.
 */
export async function restructure(
  sql: Sql,
  request: StructureRequest,
  decide: (facts: StructureFacts) => AdministrationDecision,
): Promise<AdministrationAccepted | Refusal> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    try {
      return await actOnce(sql, request, decide)
    } catch (error) {
      if (!isStale(error)) throw error
    }
  }
  return refuse('act.stale')
}

async function actOnce(
  sql: Sql,
  request: StructureRequest,
  decide: (facts: StructureFacts) => AdministrationDecision,
): Promise<AdministrationAccepted | Refusal> {
  const {
    principal,
    key,
    act,
    ending = [],
    filingsOf = [],
    remindedFor,
    cases = [],
    alerts = [],
    count,
    handOver,
    codes,
  } = request
  const wanted = {
    engine: ENGINE_ID,
    principal,
    key,
    ending,
    cases,
    alerts,
    calendars: filingsOf.map(filingCalendarId),
    ...(remindedFor === undefined ? {} : { remindedFor }),
    ...(count === undefined ? {} : { count }),
    ...(handOver === undefined ? {} : { handOver: handOver.id }),
    ...(codes === undefined ? {} : { codes: { ...codes, id: codeSequenceId(codes) } }),
  }
  const bodyHash = sha256Hex(canonicalJson(request.body))
  return await sql.begin(async (tx): Promise<AdministrationAccepted | Refusal> => {
    const [row] = await tx<
      { json: StructureJson }[]
    >`select gate_structure(${tx.json(wanted as never)}) as json`
    if (row === undefined) throw new Error('the gate did not answer')
    const { actor, prior, now } = row.json
    if (actor === null) return refuse('auth.required')
    if (prior !== null) return priorAnswer(prior, bodyHash)
    const isOperator = actor.personId === OPERATOR_ID && request.operator !== undefined
    if (!isOperator && act !== undefined && !mayActOrStandIn(actor, act))
      return refuse('access.denied', { act })
    const moving = handOver === undefined ? undefined : await readMoving(tx, handOver.postId)
    const facts = { ...factsFrom(row.json, actor), ...(moving === undefined ? {} : { moving }) }
    const decision = decide(facts)
    if (decision.kind === 'refused') return decision
    const payload = payloadOf({
      request,
      actorId: actor.personId,
      decision: decision satisfies Administered,
      facts,
      heads: row.json.heads ?? {},
      now,
      bodyHash,
    })
    const changed = Object.fromEntries(
      Object.entries(payload).filter(([name]) => name !== 'endSessionsOf' && name !== 'endKeysOf'),
    )
    const change = { ...changed, engine: ENGINE_ID, rightsVersion: actor.rightsVersion }
    await tx`select gate_restructure(${tx.json(change as never)})`
    return { kind: 'accepted', answer: decision.answer, replayed: false }
  })
}

function factsFrom(json: StructureJson, actor: Actor): StructureFacts {
  const { today, work, counted, reminded, sequence, casesOfYear, recordClasses, calendar } = json
  return {
    siteId: SITE_ID,
    today,
    organisation: rowsFrom(json as never, ORGANISATION_TABLES),
    newId,
    actor,
    work: new Map(Object.entries(work)),
    recordClasses: new Set(recordClasses),
    calendar: calendarFrom(calendar),
    calendarIdOf: filingCalendarId,
    ...(reminded === null ? {} : { reminded: new Set(reminded.map(periodKeyOf)) }),
    ...(counted === null ? {} : { counted }),
    ...(sequence === null ? {} : { sequence }),
    casesOfYear,
  }
}

export function calendarFrom(days: readonly (readonly [PlainDate, boolean])[]): WorkingCalendar {
  return {
    holidays: new Set(days.filter(([, isWorkday]) => !isWorkday).map(([on]) => on)),
    makeUpWorkdays: new Set(days.filter(([, isWorkday]) => isWorkday).map(([on]) => on)),
  }
}

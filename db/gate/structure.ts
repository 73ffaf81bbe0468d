import type { Actor, ActName } from '#domain/access.ts'
import { mayAct } from '#domain/access.ts'
import type { Administered, AdministrationDecision } from '#domain/acts/administer.ts'
import type { UnitFacts, UnitWork } from '#domain/acts/units.ts'
import type { PlainDate } from '#domain/dates.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import { ORGANISATION_TABLES } from '#domain/state.ts'
import type { Sql } from '#db/client.ts'
import { newId } from '#db/ids.ts'
import { SITE_ID } from '#db/seed/demo-organisation.ts'
import {
  OPERATOR_ID,
  payloadOf,
  priorAnswer,
  type AdministrationAccepted,
  type Head,
} from './administration.ts'
import { canonicalJson, sha256Hex } from './canonical.ts'
import type { Principal } from './facts.ts'
import { rowsFrom } from './rows.ts'

export interface StructureRequest {
  readonly name: string
  /** The right that the act needs. The operator's console needs none: it administers. */
  readonly act: ActName
  readonly principal: Principal
  readonly key: string
  readonly body: unknown
  /** Who sat at the machine, where it was the operator's console. */
  readonly operator?: string
  /** Units that would end: what is open in them is counted. */
  readonly ending?: readonly string[]
}

interface StructureJson {
  readonly actor: Actor | null
  readonly work: Readonly<Record<string, UnitWork>>
  readonly heads: Readonly<Record<string, Head>> | null
  readonly prior: { readonly bodyHash: string; readonly answer: unknown } | null
  readonly now: string
  readonly today: PlainDate
}

/** A decision that rests on something that has moved is taken again this often. */
const TRIES = 3

/**
 * A person changes the organisation: facts, a pure decision, events and rows in one commit under the one lock of administration. Where
 * the rights of the actor, or the site's own history, moved meanwhile it is decided anew.
 */
export async function restructure(
  sql: Sql,
  request: StructureRequest,
  decide: (facts: UnitFacts) => AdministrationDecision,
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

function isStale(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['EV001', '23505', '40P01'].includes(String(error.code))
}

async function actOnce(
  sql: Sql,
  request: StructureRequest,
  decide: (facts: UnitFacts) => AdministrationDecision,
): Promise<AdministrationAccepted | Refusal> {
  const { principal, key, act, ending = [] } = request
  const bodyHash = sha256Hex(canonicalJson(request.body))
  return await sql.begin(async (tx): Promise<AdministrationAccepted | Refusal> => {
    const [row] = await tx<
      { json: StructureJson }[]
    >`select gate_structure(${tx.json({ principal, key, ending } as never)}) as json`
    if (row === undefined) throw new Error('the gate did not answer')
    const { actor, prior, now, today, work } = row.json
    if (actor === null) return refuse('auth.required')
    if (prior !== null) return priorAnswer(prior, bodyHash)
    const isOperator = actor.personId === OPERATOR_ID && request.operator !== undefined
    if (!isOperator && !mayAct(actor, act)) return refuse('access.denied', { act })
    const facts: UnitFacts = {
      siteId: SITE_ID,
      today,
      organisation: rowsFrom(row.json as never, ORGANISATION_TABLES),
      newId,
      work: new Map(Object.entries(work)),
    }
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
    const change = { ...changed, rightsVersion: actor.rightsVersion }
    await tx`select gate_restructure(${tx.json(change as never)})`
    return { kind: 'accepted', answer: decision.answer, replayed: false }
  })
}

import { userInfo } from 'node:os'
import type { AdministrationDecision } from '#domain/acts/administer.ts'
import { setLiveDay } from '#domain/acts/live-day.ts'
import type { StructureFacts } from '#domain/acts/structure-facts.ts'
import { closeUnit, mergeUnits, moveUnit, renameUnit, splitUnit } from '#domain/acts/units.ts'
import { isPlainDate, plainDate, type PlainDate } from '#domain/dates.ts'
import { problemOf } from '#domain/problems.ts'
import { OPERATOR_ID } from '#db/fixed-ids.ts'
import { restructure } from '#db/gate/structure.ts'
import { newId } from '#db/ids.ts'
import { readDatabaseConfig } from '#config.ts'
import { withAdmin } from './connection.ts'
import { UsageFault, type Answer } from './verb.ts'

/** What is said with every change of a unit: its day, the order on which it rests, and the key of the act. */
export interface AskedChange {
  readonly on: string
  readonly authority: string
  readonly key?: string
}

export async function rename(
  unit: string,
  asked: AskedChange & { readonly nameZh: string; readonly nameEn: string },
): Promise<Answer> {
  const { nameZh, nameEn, authority } = asked
  const input = { unit, nameZh, nameEn, fromOn: dayOf(asked), authority }
  return change({ name: 'unit.rename', asked, input, ending: [] }, (facts) => renameUnit(facts, input))
}

export async function move(unit: string, asked: AskedChange & { readonly under: string }): Promise<Answer> {
  const input = { unit, parent: asked.under, on: dayOf(asked), authority: asked.authority }
  return change({ name: 'unit.move', asked, input, ending: [] }, (facts) => moveUnit(facts, input))
}

export async function goLive(unit: string, asked: AskedChange): Promise<Answer> {
  const input = { unit, on: dayOf(asked), authority: asked.authority }
  return change({ name: 'unit.go-live', asked, input, ending: [unit] }, (facts) => setLiveDay(facts, input))
}

export async function close(unit: string, asked: AskedChange & { readonly heir?: string }): Promise<Answer> {
  const input = { unit, toOn: dayOf(asked), heir: asked.heir ?? null, authority: asked.authority }
  return change({ name: 'unit.close', asked, input, ending: [unit] }, (facts) => closeUnit(facts, input))
}

export async function merge(
  units: readonly string[],
  asked: AskedChange & { readonly into: string },
): Promise<Answer> {
  const input = { units, into: asked.into, toOn: dayOf(asked), authority: asked.authority }
  return change({ name: 'unit.merge', asked, input, ending: units }, (facts) => mergeUnits(facts, input))
}

export async function split(
  unit: string,
  asked: AskedChange & { readonly into: readonly string[]; readonly heir: string },
): Promise<Answer> {
  const { into, heir, authority } = asked
  const input = { unit, into, heir, toOn: dayOf(asked), authority }
  return change({ name: 'unit.split', asked, input, ending: [unit] }, (facts) => splitUnit(facts, input))
}

function dayOf({ on }: AskedChange): PlainDate {
  if (!isPlainDate(on)) throw new UsageFault(`${on} is no date between 1900 and 2299; write it as 2027-03-01`)
  return plainDate(on)
}

interface Change {
  readonly name: string
  readonly asked: AskedChange
  readonly input: object
  /** Ids or names of units that would end, or begin on another day. */
  readonly ending: readonly string[]
}

/** An act of the operator's console through the gate; a refusal becomes a line that says what stands against it. */
async function change(
  { name, asked, input, ending }: Change,
  decide: (facts: StructureFacts) => AdministrationDecision,
): Promise<Answer> {
  const answer = await withAdmin(readDatabaseConfig(), async (sql) => {
    const named = await sql<{ id: string }[]>`
      select id from unit where id::text = any(${[...ending]}) or name_zh = any(${[...ending]}) or name_en = any(${[...ending]})`
    const request = {
      name,
      act: 'unit.change',
      principal: { kind: 'person', id: OPERATOR_ID },
      key: asked.key ?? newId(),
      body: input,
      operator: userInfo().username,
      ending: named.map(({ id }) => id),
    } as const
    return restructure(sql, request, decide)
  })
  if (answer.kind === 'accepted')
    return { lines: [`Done: ${answer.answer['unitId'] ?? ''}`], json: answer.answer }
  const { title, fix } = problemOf(answer.code)
  const detail = Object.entries(answer.detail ?? {})
    .filter(([, value]) => value !== 0)
    .map(([what, value]) => `${what} ${String(value)}`)
    .join(', ')
  throw new UsageFault(`${title}${detail === '' ? '' : ` (${detail})`}. ${fix}`)
}

import { plainDate, isPlainDate } from '#domain/dates.ts'
import { csvLine } from '#api/exports/cells.ts'
import { namedByRights, RIGHTS_HEAD, rightsLines, rightsView } from '#api/present/rights.ts'
import type { Tx } from '#db/actor.ts'
import { readNames } from '#db/queries/organisation.ts'
import { readRights } from '#db/queries/rights.ts'
import { readDatabaseConfig } from '#config.ts'
import { withAdmin } from './connection.ts'
import { table, UsageFault, type Answer } from './verb.ts'

export interface AskedReport {
  readonly person: string
  readonly day: string
  readonly csv?: true
}

/** All rights that somebody had at the end of a day, folded from the ledger. */
export async function accessReport({ person: login, day, csv }: AskedReport): Promise<Answer> {
  if (!isPlainDate(day)) throw new UsageFault(`${day} is no day; write it like 2027-03-01`)
  const view = await withAdmin(readDatabaseConfig(), async (sql) =>
    sql.begin('read only', async (tx: Tx) => {
      const [row] = await tx<{ id: string }[]>`select id from person where login = ${login}`
      if (row === undefined) throw new UsageFault(`nobody has the login ${login}`)
      const rights = await readRights(tx, { personId: row.id, on: plainDate(day) })
      return rightsView(rights, await readNames(tx, namedByRights(rights)))
    }),
  )
  const lines = rightsLines(view, 'en')
  if (csv === true)
    return { lines: [RIGHTS_HEAD.en, ...lines].map((cells) => csvLine(cells).trimEnd()), json: view }
  const who =
    view.person === null
      ? `${login} had no account on ${day}.`
      : `${login}, ${view.person.state}, cleared for ${view.person.clearance}, on ${day} (${view.events} events):`
  return {
    lines: [who, ...(lines.length === 0 ? ['no rights'] : table([RIGHTS_HEAD.en, ...lines]))],
    json: view,
  }
}

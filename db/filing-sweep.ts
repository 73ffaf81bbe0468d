import { sweepFilings as decideSweep } from '#domain/acts/filings.ts'
import type { PlainDate } from '#domain/dates.ts'
import type { Sql } from './client.ts'
import { restructure } from './gate/structure.ts'

/**
 * The daily look at the filing calendar: an alert for every period that its unit has not filed in time, a reminder of one whose day comes
 * near. Answers how many there were of both.
 */
export async function sweepFilings(sql: Sql, engineId: string): Promise<number> {
  const [site] = await sql<{ today: PlainDate; units: string[] }[]>`
    select archive_today()::text as today, array(select id::text from unit) as units`
  if (site === undefined) throw new Error('the database did not answer')
  let raised = 0
  for (let page = 0; ; page += 1) {
    const key = `filing-sweep/${site.today}/${page}`
    const act = await restructure(
      sql,
      {
        name: 'filing.sweep',
        act: 'filing.sweep',
        principal: { kind: 'person', id: engineId },
        key,
        body: {},
        filingsOf: site.units,
        remindedFor: site.today,
      },
      decideSweep,
    )
    if (act.kind === 'refused') throw new Error(`the sweep of filings was refused: ${act.code}`)
    const found = Number(act.answer['alerts']) + Number(act.answer['reminders'] ?? 0)
    if (!act.replayed) raised += found
    if (found === 0) return raised
  }
}

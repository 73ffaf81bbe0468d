import type { PlainDate } from '#domain/dates.ts'
import type { RecordedEvent } from '#domain/events.ts'
import { principalsOf, rightsOn, type RightsOnDay } from '#domain/rights-report.ts'
import type { Tx } from '#db/actor.ts'
import { readHistory } from './history.ts'

/** What a person could do and see on a day, folded from the ledger as the reader sees it. */
export async function readRights(
  tx: Tx,
  { personId, on }: { readonly personId: string; readonly on: PlainDate },
): Promise<RightsOnDay> {
  const [row] = await tx<{ id: string }[]>`select id from site`
  const site = await recordedOf(tx, row?.id ?? '')
  const others = await Promise.all(principalsOf(site, personId).map((id) => recordedOf(tx, id)))
  return rightsOn([site, await recordedOf(tx, personId), ...others], { personId, on })
}

async function recordedOf(tx: Tx, id: string): Promise<readonly RecordedEvent[]> {
  return (await readHistory(tx, id)).map(({ recorded }) => recorded)
}

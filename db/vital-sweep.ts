import { remindOfReview } from '#domain/acts/vital.ts'
import type { PlainDate } from '#domain/dates.ts'
import { remindedUntil } from '#domain/vital.ts'
import { withActor } from './actor.ts'
import type { Sql } from './client.ts'
import type { Gate } from './gate/gate.ts'
import { idOf } from './ids.ts'
import { readWorkingCalendar } from './queries/filings.ts'
import { readReviewsToTell, type ReviewToTell } from './queries/vital.ts'

interface Telling {
  readonly sql: Sql
  readonly gate: Gate
  readonly engineId: string
  /** Hears after each page that the work goes on. */
  readonly run?: { beat(): void }
}

const PAGE = 200

/**
 * The daily look at vital records: a reminder of each review whose day comes near, and another when it has passed. Answers how many
 * there were.
 */
export async function tellOfReviews(telling: Telling): Promise<number> {
  let told = 0
  let cursor: string | undefined
  for (;;) {
    const { today, items, nextCursor } = await reviewsAfter(telling, cursor)
    for (const review of items) if (await tell(telling, review, today)) told += 1
    telling.run?.beat()
    if (nextCursor === null) return told
    cursor = nextCursor
  }
}

async function reviewsAfter({ sql, engineId }: Telling, cursor: string | undefined) {
  const seen = await withActor(sql, { kind: 'person', id: engineId }, async (tx, { today }) => {
    const until = remindedUntil(today, await readWorkingCalendar(tx))
    return { today, ...(await readReviewsToTell(tx, { until, cursor, limit: PAGE })) }
  })
  if (seen.kind === 'refused') throw new Error(`the look at vital records was refused: ${seen.code}`)
  return seen.value
}

/** The key names the review and the day, so that doing it again does nothing. What ended or began to be destroyed meanwhile is refused. */
async function tell(
  { gate, engineId }: Telling,
  { recordId, reviewOn }: ReviewToTell,
  today: PlainDate,
): Promise<boolean> {
  const facts = {
    principal: { kind: 'person' as const, id: engineId },
    key: idOf('vital-reminder', recordId, reviewOn, today),
    subjects: [recordId],
  }
  const act = await gate.act({ name: 'vital.remind', facts, body: { recordId } }, (seen) =>
    remindOfReview(seen, { recordId }),
  )
  return act.kind === 'accepted'
}

import type { StandingFacts } from '#domain/standing.ts'
import type { SubjectKind } from '#domain/vocabulary.ts'
import type { Sql } from '#db/client.ts'

interface Subject {
  readonly subjectKind: SubjectKind
  readonly subjectId: string
}

/** Where a subject stands, as its workflow asks; null where there is no such subject. */
export async function readStanding(
  sql: Sql,
  engineId: string,
  { subjectKind, subjectId }: Subject,
): Promise<StandingFacts | null> {
  const [row] = await sql<{ facts: StandingFacts | null }[]>`
    select gate_standing(${engineId}, ${subjectKind}, ${subjectId}) as facts`
  return row?.facts ?? null
}

/** Nudges at most so many subjects whose day has come and whose workflow has not looked; how many those were. */
export async function sweepDue(sql: Sql, engineId: string, limit: number): Promise<number> {
  const [row] = await sql<{ n: number }[]>`select sweep_due(${engineId}, ${limit}) as n`
  return row?.n ?? 0
}

/** The database's own day, for keys of what is done once a day; no legal date. */
export async function readClockDay(sql: Sql): Promise<string> {
  const [row] = await sql<{ day: string }[]>`select current_date::text as day`
  return row?.day ?? ''
}

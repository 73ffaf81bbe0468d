import { afterAll, beforeAll, expect, test } from 'vitest'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { refreshSearchWhole } from '#db/search/refresh.ts'
import { GRADES, type Grade } from '#domain/vocabulary.ts'
import { readPolicy, type PolicyRow } from '#scripts/checks/access-policy.ts'
import { ask, foretold, isGraded, outcomeOf, sees } from '#test/support/access-sweep.ts'
import {
  openSweepSite,
  sessionOf,
  type Asker,
  type SweepSite,
  type Things,
} from '#test/support/sweep-site.ts'

const policy = readPolicy()
let site: SweepSite
beforeAll(async () => {
  site = await openSweepSite()
})
afterAll(async () => site?.api.close())

/** As many at once as the site has connections for. */
const AT_ONCE = 8

interface Visit {
  readonly row: PolicyRow
  readonly asker: Asker
  readonly grade: Grade
}

async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const item of waiting) await work(item)
    }),
  )
}

/** Who is not granted the class sees nothing of any grade: one is enough to ask for. */
function gradesFor(row: PolicyRow, { granted }: Asker): readonly Grade[] {
  if (!isGraded(row)) return granted === 'all' ? ['internal'] : []
  return granted === 'all' ? GRADES : ['internal']
}

/** Every route as everybody, and where there is one of each grade, in each. A stream has no end to wait for. */
function visits(): readonly Visit[] {
  return policy
    .filter((row) => row.subject !== 'stream')
    .flatMap((row) =>
      site.askers.flatMap((asker) => gradesFor(row, asker).map((grade) => ({ row, asker, grade }))),
    )
}

test('REG-9 FEA-H1 TRUST-8.2.1 nobody without a name passes, at any route', async () => {
  const nobody = { headers: {}, personId: newId() }
  const others: string[] = []
  for (const row of policy.filter(({ subject }) => subject !== 'open')) {
    const answer = await ask(site, { row, asker: nobody, grade: 'internal' })
    if (outcomeOf(answer) !== 'auth.required') others.push(`${row.route}: ${outcomeOf(answer)}`)
  }
  expect(others).toEqual([])
})

test('REG-9 FLT-26 FEA-H6 forbidden and missing are answered alike, in every word and header', async () => {
  const blind = site.askers.find(({ role, place }) => role === 'unit-archivist' && place === 'sibling')
  if (blind === undefined) throw new Error('somebody of another unit')
  const nothing = Object.fromEntries(
    Object.keys(site.things.internal).map((thing) => [thing, newId()]),
  ) as Things
  const said = async (row: PolicyRow, of: Things) => {
    const { statusCode, headers, body } = await ask(site, { row, asker: blind, grade: 'internal', of })
    const words = body.replaceAll(/"(traceId|instance)":"[^"]*"/g, '')
    return {
      route: row.route,
      statusCode,
      headers: Object.keys(headers).toSorted(),
      words: wordsWithout(words, of),
    }
  }
  const unlike: unknown[] = []
  for (const row of policy.filter(isGraded)) {
    const [forbidden, missing] = [await said(row, site.things.internal), await said(row, nothing)]
    if (JSON.stringify(forbidden) !== JSON.stringify(missing)) unlike.push([forbidden, missing])
  }
  expect(unlike).toEqual([])
})

/** The ids that were asked for are the caller's own words. */
function wordsWithout(body: string, of: Things): string {
  return Object.values(of).reduce((words, id) => words.replaceAll(id, 'id'), body)
}

test(
  'REG-8 REG-9 FEA-H1 FEA-H3 TRUST-8.2.2 every route × role × unit × grade answers as the policy says, and nothing else',
  { timeout: 600_000 },
  async () => {
    const all = visits()
    const wrong = new Map<string, string[]>()
    await each(all, async ({ row, asker, grade }) => {
      // Signing out ends the session that it comes with.
      const own =
        row.route === 'DELETE /api/session' && asker.kind === 'person'
          ? { ...asker, headers: await sessionOf(site.api.site, asker.personId) }
          : asker
      const answered = outcomeOf(await ask(site, { row, asker: own, grade }))
      const wanted = foretold(row, asker, grade)
      if (answered === wanted) return
      const fault = `${row.route}: ${answered}, not ${wanted}`
      wrong.set(fault, [
        ...(wrong.get(fault) ?? []),
        `${asker.role}@${asker.place} ${asker.granted} ${grade}`,
      ])
    })
    expect(Object.fromEntries(wrong)).toEqual({})
    expect(all.length).toBeGreaterThan(15_000)
  },
)

/** Lists by subject: how many of the things of each grade somebody sees there who sees them at all. */
const LISTED: Readonly<Record<string, { readonly url: string; readonly perGrade: number }>> = {
  records: { url: '/api/records?limit=100', perGrade: 4 },
  search: { url: `/api/search?limit=100&q=${encodeURIComponent('权限检查')}`, perGrade: 4 },
  holds: { url: '/api/holds?limit=100', perGrade: 1 },
  incidents: { url: '/api/incidents?limit=100', perGrade: 1 },
  lists: { url: '/api/disposal-lists?limit=100', perGrade: 1 },
  batches: { url: '/api/transfer-batches?limit=100', perGrade: 1 },
}

test('REQ-51 FEA-H6 every list and its count hold what its reader sees, and nothing of anything else', async () => {
  await refreshSearchWhole(site.api.site.sql, ENGINE_ID)
  const wrong: string[] = []
  await each(site.askers, async (asker) => {
    const grades = GRADES.filter((grade) => sees(asker, grade))
    for (const [name, { url, perGrade }] of Object.entries(LISTED)) {
      const answer = await site.api.app.inject({ method: 'GET', url, headers: asker.headers })
      const { items, total } = answer.json<{ items: unknown[]; total: { count: number } }>()
      const wanted = grades.length * perGrade
      if (items.length === wanted && total.count === wanted) continue
      wrong.push(`${name} ${asker.role}@${asker.place}: ${items.length} of ${total.count}, not ${wanted}`)
    }
  })
  expect(wrong).toEqual([])
})

/** Pairs of looks, one after the other, so that a busy machine slows both. */
const LOOKS = 60
/** A look that finds a row and hides it may cost a little; another class of work would cost many times as much. */
const CLASS = 3

test.each([
  'GET /api/records/{id}',
  'GET /api/tasks/{id}',
  'GET /api/objects/{id}/content',
  'POST /api/tasks/{id}/claim',
])('FLT-26 FEA-H6 %s takes as long for what is forbidden as for what is missing', async (route) => {
  const row = policy.find((one) => one.route === route)
  const asker = site.askers.find(({ role, place }) => role === 'unit-archivist' && place === 'sibling')
  if (row === undefined || asker === undefined) throw new Error(`no row of ${route}`)
  const missing = Object.fromEntries(
    Object.keys(site.things.internal).map((thing) => [thing, newId()]),
  ) as Things
  const [forbidden, absent]: [number[], number[]] = [[], []]
  for (let look = 0; look < LOOKS; look += 1) {
    for (const [of, times] of [
      [site.things.internal, forbidden],
      [missing, absent],
    ] as const) {
      const begunAt = performance.now()
      await ask(site, { row, asker, grade: 'internal', of })
      times.push(performance.now() - begunAt)
    }
  }
  const ratio = medianOf(forbidden) / medianOf(absent)
  expect(ratio).toBeLessThan(CLASS)
  expect(ratio).toBeGreaterThan(1 / CLASS)
})

function medianOf(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
}

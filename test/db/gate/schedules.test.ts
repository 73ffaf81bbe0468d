import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withActorAtOneMoment } from '#db/actor.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { demoPersonId, type DemoLogin } from '#db/seed/demo-organisation.ts'
import { verifyStream } from '#db/verify.ts'
import type { ActFacts, Decision } from '#domain/acts/act.ts'
import {
  activateSchedule,
  approveSchedule,
  confirmRow,
  draftSchedule,
  returnSchedule,
  reviewSchedule,
  rewriteSchedule,
} from '#domain/acts/schedules.ts'
import { plainDate } from '#domain/dates.ts'
import type { ScheduleRow } from '#domain/schedule.ts'
import { idIn } from '#test/support/actors.ts'
import { CONSENT } from '#test/support/domain.ts'
import { openTestSite, type TestSite } from '#test/support/database.ts'

let site: TestSite
beforeAll(async () => {
  site = await openTestSite()
})
afterAll(async () => site.close())

interface Version {
  readonly id: string
  readonly state: string
  readonly sha256: string
}

async function activeOf(schedule: string): Promise<Version> {
  const [row] = await site.admin<Version[]>`
    select id, state, sha256 from schedule_version where schedule = ${schedule} and state = 'active'`
  if (row === undefined) throw new Error('the product comes with active schedules')
  return row
}

async function versionNow(id: string): Promise<Version> {
  const [row] = await site.admin<Version[]>`select id, state, sha256 from schedule_version where id = ${id}`
  if (row === undefined) throw new Error('the version was drafted')
  return row
}

async function rulesOf(id: string): Promise<readonly ScheduleRow[]> {
  const rows = await site.admin<{ rule: ScheduleRow }[]>`
    select rule from schedule_row where schedule_version_id = ${id} and not is_removed order by code`
  return rows.map(({ rule }) => rule)
}

async function act(login: DemoLogin, subjects: readonly string[], decide: (facts: ActFacts) => Decision) {
  const principal = { kind: 'person' as const, id: demoPersonId(login) }
  return await site.gate.act(
    { name: 'schedule.test', facts: { principal, key: newId(), subjects }, body: {} },
    decide,
  )
}

const CLERK = 'han.shuning'
const HEAD = 'archives-head'
let names = 0

/** A draft whose unemployment benefits are kept thirty years instead of ten. */
async function aDraft(
  change: (rules: readonly ScheduleRow[]) => readonly ScheduleRow[] = longer,
): Promise<string> {
  const active = await activeOf('social-insurance')
  names += 1
  const version = `TEST-${names}`
  const rows = change((await rulesOf(active.id)).map((rule) => ({ ...rule, scheduleVersion: version })))
  const answer = await act(CLERK, [active.id], (facts) =>
    draftSchedule(facts, { basedOnId: active.id, version, effectiveOn: plainDate('2020-01-01'), rows }),
  )
  if (answer.kind !== 'accepted') throw new Error(`refused: ${answer.code}`)
  return idIn(answer.answer, 'scheduleVersionId')
}

function longer(rules: readonly ScheduleRow[]): readonly ScheduleRow[] {
  return rules.map((rule) =>
    rule.code === 'SI-5-03' ? { ...rule, period: { kind: 'years', years: 30 } } : rule,
  )
}

async function loginIn(role: string): Promise<DemoLogin> {
  const [row] = await site.admin<{ login: DemoLogin }[]>`
    select p.login from person p join post o on o.person_id = p.id where o.role = ${role} order by p.login limit 1`
  if (row === undefined) throw new Error(`nobody is ${role}`)
  return row.login
}

async function step(id: string, kind: 'review' | 'approve' | 'activate', login?: DemoLogin) {
  const { sha256 } = await versionNow(id)
  const active = await activeOf('social-insurance')
  const done = { id, sha256, note: '与原文核对无误' }
  const by = login ?? (await loginIn(kind === 'approve' ? 'main-head' : HEAD))
  return await act(by, [id, active.id].sort(), (facts) =>
    kind === 'review'
      ? reviewSchedule(facts, done)
      : kind === 'approve'
        ? approveSchedule(facts, done)
        : activateSchedule(facts, { ...done, activeId: active.id, consent: CONSENT }),
  )
}

describe('a version goes its way, and nobody goes it alone', () => {
  test('REQ-4 REG-6 steps out of order, by the wrong role or of rows that changed are refused', async () => {
    const id = await aDraft()
    expect(await step(id, 'approve')).toMatchObject({ code: 'schedule.out-of-order' })
    expect(await step(id, 'activate')).toMatchObject({ code: 'schedule.out-of-order' })
    expect(await step(id, 'review', CLERK)).toMatchObject({ code: 'access.denied' })
    const stale = { id, sha256: '0'.repeat(64), note: 'x' }
    expect(await act(await loginIn(HEAD), [id], (facts) => reviewSchedule(facts, stale))).toMatchObject({
      code: 'schedule.moved',
    })
    expect((await versionNow(id)).state).toBe('draft')
  })

  test('REQ-4 the database itself refuses a version that one person wrote and approved', async () => {
    const id = await aDraft()
    await expect(
      site.admin`update schedule_version set approved_by = ${demoPersonId(CLERK)} where id = ${id}`,
    ).rejects.toThrow('schedule_three_persons')
  })

  test('REG-6 a row that would come into force with [?] blocks the approval until a person confirmed it with a note', async () => {
    const id = await aDraft((rules) =>
      rules.map((rule) =>
        rule.code === 'SI-5-03' ? { ...rule, confidence: '?' as const, isActive: false } : rule,
      ),
    )
    await step(id, 'review')
    expect(await step(id, 'approve')).toMatchObject({
      code: 'schedule.unconfirmed-rows',
      detail: { codes: ['SI-5-03'] },
    })
    await act(await loginIn(HEAD), [id], (facts) => returnSchedule(facts, { id, reason: '待确认' }))
    const [row] = await site.admin<{ id: string }[]>`
      select id from schedule_row where schedule_version_id = ${id} and code = 'SI-5-03'`
    const rowId = String(row?.id)
    const note = '令第3号附件原文第5类'
    expect(await act(CLERK, [id], (facts) => confirmRow(facts, { id, rowId, note }))).toMatchObject({
      kind: 'accepted',
    })
    expect(await act(CLERK, [id], (facts) => confirmRow(facts, { id, rowId, note }))).toMatchObject({
      code: 'schedule.row-settled',
    })
    await step(id, 'review')
    expect(await step(id, 'approve')).toMatchObject({ kind: 'accepted' })
    const [confirmed] = await site.admin`
      select confidence, is_active, confirm_note from schedule_row where id = ${rowId}`
    expect(confirmed).toMatchObject({ confidence: 'C', is_active: true, confirm_note: note })
  })

  test('REG-6 a table cannot say that a person confirmed a row', async () => {
    const id = await aDraft((rules) =>
      rules.map((rule) =>
        rule.code === 'SI-1-07' ? { ...rule, confidence: 'C' as const, isActive: true } : rule,
      ),
    )
    const [row] = await site.admin`
      select confidence, is_active from schedule_row where schedule_version_id = ${id} and code = 'SI-1-07'`
    expect(row).toMatchObject({ confidence: '?', is_active: false })
  })

  test('FEA-B13 a draft is rewritten row by row, and what did not change is not touched', async () => {
    const id = await aDraft()
    const rules = (await rulesOf(id)).filter(({ code }) => code !== 'SI-9-04')
    const rows = rules.map((rule) => (rule.code === 'SI-5-04' ? { ...rule, titleZh: '改名' } : rule))
    const active = await activeOf('social-insurance')
    const answer = await act(CLERK, [id, active.id].sort(), (facts) =>
      rewriteSchedule(facts, { id, basedOnId: active.id, rows }),
    )
    expect(answer).toMatchObject({ answer: { changed: 1, removed: 1 } })
    expect((await rulesOf(id)).map(({ code }) => code)).not.toContain('SI-9-04')
  })

  test('REQ-4 REG-6 FEA-B13 drafted, reviewed, approved and activated: new filings follow it, the old version stays as it was', async () => {
    const before = await activeOf('social-insurance')
    const id = await aDraft()
    expect(await step(id, 'review')).toMatchObject({ kind: 'accepted' })
    expect(await step(id, 'approve')).toMatchObject({ kind: 'accepted' })
    expect(site.reference.recordClass('SI-5-03')?.scheduleVersionId).toBe(before.id)
    expect(await step(id, 'activate')).toMatchObject({ kind: 'accepted' })
    expect([(await versionNow(id)).state, (await versionNow(before.id)).state]).toEqual([
      'active',
      'superseded',
    ])

    // Whoever acts next decides by the new version, without a restart.
    const drafted = await aDraft()
    expect(drafted).not.toBe(id)
    const known = site.reference.recordClass('SI-5-03')
    expect(known).toMatchObject({
      scheduleVersionId: id,
      isActive: true,
      codeParts: expect.arrayContaining(['SY']),
    })
    expect(site.reference.scheduleRow(id, 'SI-5-03')?.period).toEqual({ kind: 'years', years: 30 })
    expect(site.reference.scheduleRow(before.id, 'SI-5-03')?.period).toEqual({ kind: 'years', years: 10 })
  })

  test('REQ-4 FEA-B13 what was active is never edited, not even behind the product’s back', async () => {
    const active = await activeOf('social-insurance')
    for (const change of [
      site.admin`update schedule_version set effective_on = '2001-01-01' where id = ${active.id}`,
      site.admin`update schedule_version set state = 'draft' where id = ${active.id}`,
      site.admin`delete from schedule_version where id = ${active.id}`,
      site.admin`delete from schedule_row where schedule_version_id = ${active.id} and code = 'SI-5-03'`,
    ])
      await expect(change).rejects.toThrow('never edited')
    await expect(
      site.admin`update schedule_row set source = 'x' where schedule_version_id = ${active.id} and code = 'SI-5-03'`,
    ).rejects.toThrow('never edited')
    expect(
      await act(CLERK, [active.id], (facts) =>
        rewriteSchedule(facts, { id: active.id, basedOnId: active.id, rows: [] }),
      ),
    ).toMatchObject({ code: 'schedule.out-of-order' })
  })

  test('FEA-B13 of two drafts of one version only one is activated, even at the same moment', async () => {
    const [one, two] = [await aDraft(), await aDraft()]
    for (const id of [one, two]) {
      await step(id, 'review')
      await step(id, 'approve')
    }
    const answers = await Promise.all([step(one, 'activate'), step(two, 'activate')])
    expect(answers.filter((answer) => answer.kind === 'accepted')).toHaveLength(1)
    const [{ n } = { n: 0 }] = await site.admin<{ n: number }[]>`
      select count(*)::int as n from schedule_version where schedule = 'social-insurance' and state = 'active'`
    expect(n).toBe(1)
  })

  test('PRM-2 every version that was touched is a fold of its own events, those that came with the product too', async () => {
    const streams = await site.admin<{ id: string }[]>`
      select distinct stream_id as id from event where stream_kind = 'schedule'`
    expect(streams.length).toBeGreaterThan(5)
    const principal = { kind: 'person' as const, id: ENGINE_ID }
    for (const { id } of streams) {
      const read = await withActorAtOneMoment(site.sql, principal, (tx) => verifyStream(tx, id))
      expect(read).toMatchObject({ value: { verdict: 'whole', differing: [] } })
    }
  })
})

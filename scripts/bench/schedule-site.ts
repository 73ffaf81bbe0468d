import { once } from 'node:events'
import { activateSchedule, approveSchedule, draftSchedule, reviewSchedule } from '#domain/acts/schedules.ts'
import type { ActFacts, Decision } from '#domain/acts/act.ts'
import { plainDate } from '#domain/dates.ts'
import type { ScheduleRow } from '#domain/schedule.ts'
import type { Gate } from '#db/gate/gate.ts'
import { newId } from '#db/ids.ts'
import { demoPersonId, type DemoLogin } from '#db/seed/demo-organisation.ts'
import { textAt } from './caller.ts'
import type { Stage } from './stage.ts'

/** Terms in the version that the site comes with, and in the one that the bench puts in force. */
export const FROM_YEARS = 10
export const TO_YEARS = 30

/**
 * Loads kept records like the one named, each with one event in a chain of its own, by COPY; then analyses. They follow the version
 * in force and are formed on the first of a month of 2000 to 2025.
 */
export async function loadKept({ admin }: Stage, records: number, likeId: string): Promise<void> {
  await admin.begin(async (tx) => {
    await tx`set local statement_timeout = 0`
    await tx`set local session_replication_role = replica`
    await tx.unsafe('create temporary table made (n int, id uuid) on commit drop')
    const copy = await tx`copy made from stdin`.writable()
    for (let n = 0; n < records; n += 1) if (!copy.write(`${n}\t${newId()}\n`)) await once(copy, 'drain')
    copy.end()
    await once(copy, 'finish')
    await tx`insert into event (stream_id, seq, stream_kind, type, actor_id, canonical, hash)
      select m.id, 1, e.stream_kind, e.type, e.actor_id, t.canonical, sha256(convert_to(t.canonical, 'UTF8'))
      from made m, event e, lateral (select replace(e.canonical, ${likeId}, m.id::text) as canonical) t
      where e.stream_id = ${likeId} and e.seq = 1`
    await tx`insert into record select p.*
      from made m join event e on e.stream_id = m.id, record r join record_class c on c.code = r.class_code,
        (select array_agg(id order by id) as ids from unit) u,
        lateral (select 2000 + m.n % 26 as y, make_date(2000 + m.n % 26, 1 + m.n % 12, 1) as formed) f,
        lateral jsonb_populate_record(r, jsonb_build_object('id', m.id, 'version', 1, 'head_hash', encode(e.hash, 'hex'),
          'archival_code', 'X043-SB·2000-D30-' || lpad(m.n::text, 7, '0'), 'formed_on', f.formed, 'place_step', 'keep', 'open_groups', '{}'::text[],
          'schedule_version_id', c.schedule_version_id, 'retention_ends_on', make_date(f.y + ${FROM_YEARS}::int, 12, 31),
          'due_on', make_date(f.y + ${FROM_YEARS + 1}::int, 1, 1), 'wake_on', greatest(make_date(f.y + ${FROM_YEARS + 1}::int, 1, 1), current_date + 300),
          'forming_unit_id', u.ids[1 + m.n % cardinality(u.ids)])) p
      where r.id = ${likeId}`
  })
  await admin.unsafe('analyze')
}

/** Of each three of these records the first replaces the second and that one the third, which has no relation; so has the last of all. */
export async function relateKept({ admin }: Stage): Promise<void> {
  await admin`insert into record_relation (id, subject_id, type, other_id, reason, related_on, related_by)
    select gen_random_uuid(), q.id, 'replaces', q.next, 'bench', current_date, q.created_by from (
      select id, created_by, row_number() over (order by archival_code) as n, lead(id) over (order by archival_code) as next
      from record where place_step = 'keep') q where q.n % 3 <> 0 and q.next is not null`
  await admin.unsafe('analyze record_relation')
}

/** A version of the social-insurance schedule with another rule for unemployment benefits: reviewed and approved, not in force. */
export async function anApprovedVersion(
  on: Stage,
  gate: Gate,
  { version, ...changed }: Partial<ScheduleRow> & { readonly version: string },
): Promise<string> {
  const activeId = await activeOf(on)
  const rules = await on.admin<{ rule: ScheduleRow }[]>`
    select rule from schedule_row where schedule_version_id = ${activeId} and not is_removed`
  const rows = rules.map(({ rule }): ScheduleRow => ({
    ...rule,
    scheduleVersion: version,
    ...(rule.code === 'SI-5-03' ? changed : {}),
  }))
  const effectiveOn = plainDate('2020-01-01')
  const drafted = await acts(gate, { login: 'han.shuning', subjects: [activeId] }, (facts) =>
    draftSchedule(facts, { basedOnId: activeId, version, effectiveOn, rows }),
  )
  const id = textAt(drafted, 'scheduleVersionId')
  const signed = await signatureOf(on, id)
  const subjects = [id, activeId]
  await acts(gate, { login: 'wei.changqing', subjects }, (facts) => reviewSchedule(facts, signed))
  await acts(gate, { login: await loginOf(on, 'main-head'), subjects }, (facts) =>
    approveSchedule(facts, signed),
  )
  return id
}

export async function putInForce(on: Stage, gate: Gate, id: string): Promise<void> {
  const activeId = await activeOf(on)
  const signed = await signatureOf(on, id)
  const consent = { authority: '示范市档案局', number: '示档函〔2020〕1号', on: plainDate('2020-01-02') }
  await acts(gate, { login: 'wei.changqing', subjects: [id, activeId] }, (facts) =>
    activateSchedule(facts, { ...signed, activeId, consent }),
  )
}

async function activeOf({ admin }: Stage): Promise<string> {
  const [row] = await admin<{ id: string }[]>`
    select id from schedule_version where schedule = 'social-insurance' and state = 'active'`
  if (row === undefined) throw new Error('the product comes with an active schedule')
  return row.id
}

async function loginOf({ admin }: Stage, role: string): Promise<DemoLogin> {
  const [row] = await admin<{ login: DemoLogin }[]>`
    select p.login from person p join post o on o.person_id = p.id where o.role = ${role} order by p.login limit 1`
  if (row === undefined) throw new Error(`nobody is ${role}`)
  return row.login
}

async function signatureOf({ admin }: Stage, id: string) {
  const [row] = await admin<{ sha256: string }[]>`select sha256 from schedule_version where id = ${id}`
  return { id, sha256: row?.sha256 ?? '', note: 'bench' }
}

interface Who {
  readonly login: DemoLogin
  readonly subjects: readonly string[]
}

async function acts(gate: Gate, { login, subjects }: Who, decide: (facts: ActFacts) => Decision) {
  const principal = { kind: 'person', id: demoPersonId(login) } as const
  const facts = { principal, key: newId(), subjects: subjects.toSorted() }
  const answer = await gate.act({ name: 'schedule.bench', facts, body: {} }, decide)
  if (answer.kind === 'refused') throw new Error(`${login}: ${answer.code}`)
  return answer.answer
}

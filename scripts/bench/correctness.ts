import type { Sql } from '#db/client.ts'
import { BENCH_STEPS, COMMITS_PER_LIFECYCLE, EVENTS_PER_LIFECYCLE } from './eight-steps.ts'

interface Counts {
  readonly ended: number
  readonly tasks: number
  readonly twice: number
  readonly events: number
  readonly broken: number
  readonly heads: number
}

/**
 * A run that fails this has no speed. Of the lifecycles that clients saw finished: each stands where it must with its one wake-up
 * armed, each task has one completion, each chain follows from its beginning to the head that its record names.
 */
export async function faultsOfRun(admin: Sql, records: readonly string[]): Promise<readonly string[]> {
  const ids = admin`${[...records]}::uuid[]`
  const [counts] = await admin<Counts[]>`
    with chain as (
      select e.stream_id, e.seq, e.type, e.hash, e.canonical, lag(e.hash, 1, ''::bytea) over w as before, row_number() over w as place,
        lead(e.seq) over w is null as is_head
      from event e where e.stream_id = any(${ids}) window w as (partition by e.stream_id order by e.seq))
    select (select count(*)::int from record r where r.id = any(${ids}) and r.place_step = 'keep' and r.wake_on > current_date and r.ended_on is null) as ended,
      (select count(*)::int from task t where t.subject_id = any(${ids}) and t.state = 'completed' and t.completed_by is not null) as tasks,
      (select count(*)::int from (select c.canonical::jsonb->'data'->>'taskId' as id from chain c where c.type = 'task.completed' group by 1 having count(*) > 1) q) as twice,
      (select count(*)::int from chain) as events,
      (select count(*)::int from chain c where c.seq <> c.place or c.hash <> sha256(c.before || convert_to(c.canonical, 'UTF8'))) as broken,
      (select count(*)::int from chain c join record r on r.id = c.stream_id where c.is_head and r.head_hash = encode(c.hash, 'hex') and r.version = c.seq) as heads`
  if (counts === undefined) return ['nothing was counted']
  const n = records.length
  const expected: Counts = {
    ended: n,
    tasks: n * BENCH_STEPS.length,
    twice: 0,
    events: n * EVENTS_PER_LIFECYCLE,
    broken: 0,
    heads: n,
  }
  const wrong = Object.entries(expected).filter(([name, value]) => counts[name as keyof Counts] !== value)
  return [
    ...(n === 0 ? ['no lifecycle was finished'] : []),
    ...wrong.map(([name, value]) => `${name}: ${counts[name as keyof Counts]} instead of ${value}`),
  ]
}

/** Acts that were accepted: 17 commits for each lifecycle, no more. */
export async function commandFault(admin: Sql, lifecycles: number): Promise<readonly string[]> {
  const [row] = await admin<
    { n: number }[]
  >`select count(*)::int as n from command where name in ('record.create', 'task.claim', 'task.complete')`
  const expected = lifecycles * COMMITS_PER_LIFECYCLE
  return row?.n === expected ? [] : [`commands: ${row?.n ?? 0} instead of ${expected}`]
}

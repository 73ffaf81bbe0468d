import { once } from 'node:events'
import type { Tx } from '#db/actor.ts'
import { foldText } from '#domain/search.ts'
import { newId } from '#db/ids.ts'
import { entriesOf } from '#db/search/entries.ts'
import type { Stage } from './stage.ts'

/** Words of which titles are made: the first ones stand in most of them. */
const MATTERS = [
  '基本养老保险',
  '失业保险',
  '工伤保险',
  '劳动合同',
  '职业培训',
  '就业登记',
  '人事争议',
  '社会保险费',
]
const KINDS = [
  '待遇核定',
  '申领登记',
  '转移接续',
  '变更审批',
  '仲裁裁决',
  '补贴发放',
  '注销备案',
  '缴费基数申报',
]
const PAPERS = ['材料', '审批表', '登记表', '申请书', '通知书', '案卷']
const FAMILY_NAMES = Array.from('赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜')
const GIVEN_NAMES = Array.from('安博辰达恩凡歌浩佳凯岚明宁鹏晴然思桐文欣雅泽之子远清秋雨书航亦舟沐言')

/** The rare word of one title in so many. */
const RARE_EVERY = 25_000
export const RARE_WORD = '鄯善'

/** Of so many records one is at a person's desk. */
const OPEN_TASK_EVERY = 100

const DUE_EVERY = 200

function titleOf(n: number): string {
  const pick = <T>(from: readonly T[], step: number): T | string =>
    from[Math.floor(n / step) % from.length] ?? ''
  const name = `${pick(FAMILY_NAMES, 1)}${pick(GIVEN_NAMES, 7)}${pick(GIVEN_NAMES, 31)}`
  const place = n % RARE_EVERY === 0 ? RARE_WORD : ''
  return `${place}${name}${pick(MATTERS, 3)}${pick(KINDS, 11)}${pick(PAPERS, 5)}（${2000 + (n % 26)}年度）`
}

/** Loads records like the one named, and their entries as the index writes them, by COPY; then analyses. */
export async function loadRecords({ admin }: Stage, records: number, likeId: string): Promise<void> {
  await admin.begin(async (tx) => {
    await tx`set local statement_timeout = 0`
    await tx`set local session_replication_role = replica`
    await tx.unsafe(
      'create temporary table made (n int, id uuid, title text, code text, grams int[], text text) on commit drop',
    )
    const copy = await tx`copy made from stdin`.writable()
    for (let n = 0; n < records; n += 1) {
      const id = newId()
      const code = `X043-SB·${2000 + (n % 26)}-D30-${String(n).padStart(7, '0')}`
      const title = titleOf(n)
      const [entry] = entriesOf({
        id,
        title,
        archivalCode: code,
        classCode: 'SI-5-03',
        className: '失业保险待遇',
        schemeCodes: [],
        formerCodes: [],
        isEnded: false,
        persons: [],
        items: [],
        described: [],
        pages: [],
      })
      if (entry === undefined) throw new Error('a record without an entry')
      const text = entry.text.replaceAll('\n', String.raw`\n`)
      const line = [n, id, foldText(title), code, `{${entry.grams.join(',')}}`, text].join('\t')
      if (!copy.write(`${line}\n`)) await once(copy, 'drain')
    }
    copy.end()
    await once(copy, 'finish')
    const indexes = await dropIndexes(tx)
    // As a table in `from`, the row is made once; as `(…).*` it would be made anew for each of its columns.
    await tx`insert into record select made_record.* from made m, record r,
        (select array_agg(id order by id) as ids from unit) u,
        (select array_agg(distinct code order by code) as codes from record_class where code like 'SI-%') c,
        lateral jsonb_populate_record(r, jsonb_build_object('id', m.id, 'title', m.title, 'archival_code', m.code,
        'formed_on', make_date(2000 + m.n % 26, 1 + m.n % 12, 1), 'forming_unit_id', u.ids[1 + m.n % cardinality(u.ids)],
        'class_code', c.codes[1 + m.n % cardinality(c.codes)], 'place_step', case when m.n % ${DUE_EVERY} = 0 then 'due' else 'keep' end,
        'retention_ends_on', (case when m.n % ${DUE_EVERY} = 0 then date '2024-12-31' else date '2100-12-31' end) - m.n % 1000,
        'due_on', (case when m.n % ${DUE_EVERY} = 0 then date '2025-01-01' else date '2101-01-01' end) - m.n % 1000)) made_record
      where r.id = ${likeId}`
    await tx`insert into task select made_task.* from made m, task t,
        lateral jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'subject_id', m.id)) made_task
      where t.subject_id = ${likeId} and m.n % ${OPEN_TASK_EVERY} = 0`
    await tx`insert into search_entry (record_id, source_id, page, number, grams, text)
      select m.id, m.id, 0, m.n + 1, m.grams || search_marks(m.n + 1, r.forming_unit_id, r.custody_unit_id, r.class_code, r.formed_on), m.text
      from made m join record r on r.id = m.id order by m.n`
    await tx`set local maintenance_work_mem = '512MB'`
    for (const { definition } of indexes) await tx.unsafe(definition)
    await tx`select setval('search_number', ${records + 1})`
  })
  await admin.unsafe('analyze')
}

/** A million rows are faster laid into plain tables and indexed afterwards. What a constraint rests on stays. */
async function dropIndexes(tx: Tx): Promise<readonly { name: string; definition: string }[]> {
  const indexes = await tx<{ name: string; definition: string }[]>`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
    where i.indrelid in ('record'::regclass, 'search_entry'::regclass)
      and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`
  for (const { name } of indexes) await tx.unsafe(`drop index ${name}`)
  return indexes
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withActor } from '#db/actor.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { readFound, readRecords, type RecordFilter } from '#db/queries/records.ts'
import { readFacets } from '#db/search/query.ts'
import { refreshSearchWhole } from '#db/search/refresh.ts'
import { demoUnitId } from '#db/seed/demo-organisation.ts'
import { searchWordsOf } from '#domain/search.ts'
import { actorOn, type Login } from '#test/support/actors.ts'
import { openTestSite, type TestSite } from '#test/support/database.ts'

let site: TestSite
let benefitId: string
let namedId: string
let restrictedId: string
beforeAll(async () => {
  site = await openTestSite()
  const clerk = actorOn(site, 'chen.lidong')
  benefitId = await clerk.creates({ title: '失业保险金申领登记表𠮷' })
  namedId = await clerk.creates({ title: '职业培训补贴', subjectName: '欧阳明远' })
  restrictedId = await clerk.creates({ title: '失业举报核查材料' })
  await site.admin`update record set grade = 'restricted' where id = ${restrictedId}`
  await site.admin`update record set archival_code = 'X043-SB·2016-D30-0007' where id = ${namedId}`
  await site.admin`insert into object_text (object_id, subject_id, page, text, source)
    values (${newId()}, ${namedId}, 3, ${'培训机构\n合格证书一百%'}, 'recognition')`
  await refreshSearchWhole(site.sql, ENGINE_ID)
})
afterAll(async () => site?.close())

async function seen<T>(login: Login, read: Parameters<typeof withActor<T>>[2]): Promise<T> {
  const answer = await withActor(site.sql, { kind: 'person', id: actorOn(site, login).id }, read)
  if (answer.kind === 'refused') throw new Error(answer.code)
  return answer.value
}

async function finds(login: Login, q: string, filter: RecordFilter = {}) {
  const { items, total } = await seen(login, (tx) => readRecords(tx, { ...filter, q, limit: 50 }))
  return { ids: items.map(({ id }) => id), count: total.count }
}

describe('REQ-51 FEA-H6 search shows what its reader may see, and tells of nothing else', () => {
  test.each(['tang.ruoxi', 'fang.mingche', 'he.jingyi', 'song.anran', 'mo.weilan', 'bai.luming'] as const)(
    '%s finds nothing of another unit, and counts nothing',
    async (login) => {
      for (const q of ['失业保险金申领登记表', '培训', '欧阳', 'X043-SB', '合格证书'])
        expect(await finds(login, q)).toEqual({ ids: [], count: 0 })
    },
  )

  test('a record above the clearance is not found, not counted and in no facet', async () => {
    const { ids, count } = await finds('shen.zhiqiu', '失业')
    expect(ids).toContain(benefitId)
    expect(ids).not.toContain(restrictedId)
    expect(count).toBe(ids.length)
    const facets = await seen('shen.zhiqiu', (tx) => readFacets(tx, [benefitId, restrictedId]))
    expect(facets.filter(({ facet }) => facet === 'grade')).toEqual([
      { facet: 'grade', value: 'internal', count: 1 },
    ])
    expect((await finds('shen.zhiqiu', '举报')).count).toBe(0)
  })

  test('without a scope the index answers nothing', async () => {
    const words = searchWordsOf('失业')
    const found =
      await site.sql`select * from search_hits(${[...(words?.grams ?? [])]}::int[], ${['失业']}::text[],
      '{"marks":[],"beside":[],"ofPersons":false}', 0, 10)`
    expect(found).toHaveLength(0)
  })

  test('a name is not found among texts, only where one looks for persons', async () => {
    expect((await finds('shen.zhiqiu', '欧阳')).count).toBe(0)
    const of = (typed: string) =>
      seen('shen.zhiqiu', (tx) => {
        const words = searchWordsOf(typed)
        return words === undefined
          ? Promise.reject(new Error('no words'))
          : readFound(tx, { limit: 10 }, { words, in: 'persons' })
      })
    expect((await of('欧阳明')).hits.map(({ id }) => id)).toEqual([namedId])
    expect((await of('oymy')).hits.map(({ id }) => id)).toEqual([namedId])
    expect((await of('培训')).hits).toEqual([])
  })
})

describe('FEA-I1 FEA-P4 any part is found', () => {
  test.each([['吉'], ['失业保险全'], ['业失'], ['%'], ['失业 培训补贴']])(
    '%s is nowhere in the first record',
    async (q) => {
      expect((await finds('shen.zhiqiu', q)).ids).not.toContain(benefitId)
    },
  )

  test.each([
    ['𠮷'],
    ['险'],
    ['申领'],
    ['保险金申'],
    ['登记表 失业'],
    ['sybxj'],
    ['SYBXJ'],
    ['失业保险金申领登记表𠮷'],
  ])('%s finds it', async (q) => {
    expect((await finds('shen.zhiqiu', q)).ids).toContain(benefitId)
  })

  test.each([['x043-sb·2016'], ['0007'], ['D30-00'], ['机构合格'], ['一百%'], ['证书']])(
    '%s is in the code or a page of the other',
    async (q) => {
      expect((await finds('shen.zhiqiu', q)).ids).toEqual([namedId])
    },
  )

  test('filters narrow what is found, and a hit says its page', async () => {
    const unitId = demoUnitId('unemployment')
    expect(
      (await finds('shen.zhiqiu', '申领', { unitId, formedInYear: 2016, classCode: 'SI-5-03' })).ids,
    ).toContain(benefitId)
    expect((await finds('shen.zhiqiu', '申领', { formedInYear: 2015 })).count).toBe(0)
    expect((await finds('shen.zhiqiu', '申领', { unitId: newId() })).count).toBe(0)
    expect((await finds('shen.zhiqiu', '申领', { state: 'ended' })).count).toBe(0)
    const { hits } = await seen('shen.zhiqiu', (tx) =>
      readFound(
        tx,
        { limit: 10 },
        { words: { needles: ['证书'], grams: searchWordsOf('证书')?.grams ?? [] }, in: 'texts' },
      ),
    )
    expect(hits).toMatchObject([{ id: namedId, page: 3 }])
  })

  test('pages follow each other without gap or repetition', async () => {
    const seenIds: string[] = []
    let cursor: string | undefined
    do {
      const page = await seen('shen.zhiqiu', (tx) => readRecords(tx, { q: '业', limit: 1, cursor }))
      seenIds.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    const { ids } = await finds('shen.zhiqiu', '业')
    expect(ids.length).toBeGreaterThan(1)
    expect(seenIds).toEqual(ids)
  })
})

test('FEA-I1 what lies in slices far apart is found in order, as many as there are', async () => {
  const before = await finds('shen.zhiqiu', '跨片')
  expect(before.count).toBe(0)
  const made: string[] = []
  for (const number of [7, 3_000, 3_001, 9_000, 70_000]) {
    const id = await actorOn(site, 'chen.lidong').creates({ title: `跨片检索 ${number}` })
    await site.admin`select setval('search_number', ${number}::bigint + 100000)`
    await refreshSearchWhole(site.sql, ENGINE_ID)
    made.unshift(id)
  }
  expect(await finds('shen.zhiqiu', '跨片')).toEqual({ ids: made, count: 5 })
  expect((await finds('shen.zhiqiu', '9000')).ids).toEqual([made[1]])
})

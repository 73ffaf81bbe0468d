import { beforeAll, expect, test } from 'vitest'
import { withdrawClasses } from '#domain/acts/class-grants.ts'
import { administer } from '#db/gate/administration.ts'
import { newId } from '#db/ids.ts'
import { demoPersonId, demoUnitId, type DemoLogin } from '#db/seed/demo-organisation.ts'
import { personAt } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'
import { todayOf } from '#test/support/lives.ts'

const { api } = openApi({})
let today: string
beforeAll(async () => {
  today = await todayOf(api.site)
})

const asked = async (login: DemoLogin, on = today, file = '') => {
  const person = await personAt(api.app, login)
  return person.get(`/api/audit/rights${file}?personId=${demoPersonId('shen.zhiqiu')}&on=${on}`)
}

test.each(['shen.zhiqiu', 'guo.huaiyuan', 'song.anran'] as const)(
  'TRUST-8.1.4.3 %s does not read what others may do, nor a file of it',
  async (login) => {
    expect((await asked(login)).json()).toMatchObject({ status: 403, code: 'access.denied' })
    expect((await asked(login, today, '.csv')).json()).toMatchObject({ code: 'access.denied' })
  },
)

test.each(['duan.jingxing', 'mo.weilan'] as const)(
  'REQ-56 TRUST-8.1.4.3 %s reads all rights of a day',
  async (login) => {
    expect((await asked(login)).json()).toMatchObject({
      person: { login: 'shen.zhiqiu', state: 'active', clearance: 'internal' },
      posts: [{ role: 'unit-archivist', showsUnit: true, families: expect.arrayContaining(['business']) }],
    })
    expect((await asked(login, '2001-01-01')).json()).toMatchObject({ person: null, posts: [], events: 0 })
  },
)

test('REQ-56 TRUST-8.1.4.3 every right of a person shows: one that ended on the day before, and not on the day', async () => {
  const grant = {
    login: 'shen.zhiqiu',
    unit: demoUnitId('unemployment'),
    role: 'unit-archivist' as const,
    families: ['accounting'] as const,
  }
  await api.site.admin`update site set clock_ahead = interval '1 day'`
  const tomorrow = await todayOf(api.site)
  await administer(api.site.admin, { name: 'test', key: newId(), body: {}, operator: 'test' }, (f) =>
    withdrawClasses(f, grant),
  )
  const familiesOn = async (on: string) =>
    (await asked('duan.jingxing', on)).json<{ posts: { families: string[] }[] }>().posts[0]?.families
  expect(await familiesOn(tomorrow)).not.toContain('accounting')
  expect(await familiesOn(today)).toContain('accounting')
})

test('TRUST-1.2.10 the file is a table that a spreadsheet opens, and that it was taken is logged', async () => {
  const file = await asked('duan.jingxing', today, '.csv')
  expect(file.headers['content-type']).toContain('text/csv')
  expect(file.body.split('\r\n')[1]).toContain('岗位')
  await api.accessLog.flush()
  const logged = await api.site
    .admin`select 1 from access_log where action = 'audit' and detail like '/api/audit/rights.csv%'`
  expect(logged.length).toBeGreaterThan(0)
})

import { beforeAll, expect, test } from 'vitest'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { demoPersonId } from '#db/seed/demo-organisation.ts'
import { failJob } from '#domain/acts/engine.ts'
import { retryJobUnseen } from '#domain/acts/retry-job.ts'
import { aHandIn, handIn, personAt, type Person } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'

let recordId: string
let jobId: string
const TITLE = '程知返失业保险待遇核定材料'

const { api, admin } = openApi({ admin: 'song.anran' })
beforeAll(async () => {
  const handedIn = await handIn(api.app, { record: aHandIn({ title: TITLE }) })
  ;({ recordId } = handedIn.json<{ recordId: string }>())
  const [job] = await api.site.admin<{ id: string }[]>`select id from job where subject_id = ${recordId}`
  jobId = job?.id ?? ''
  await fail()
})

async function fail(): Promise<void> {
  const said = { subjectId: recordId, jobId, attempts: 6, code: 'store.unavailable', detail: TITLE }
  const facts = { principal: { kind: 'person', id: ENGINE_ID }, key: newId(), subjects: [recordId] } as const
  const failed = await api.site.gate.act({ name: 'job.fail', facts, body: said }, (f) => failJob(f, said))
  expect(failed).toMatchObject({ kind: 'accepted' })
}
const retry = async (person: Person, key = newId()) => person.post(`/api/jobs/${jobId}/retry`, { key })
async function stateOf(): Promise<string | undefined> {
  const [job] = await api.site.admin<{ state: string }[]>`select state from job where id = ${jobId}`
  return job?.state
}

test('TRUST nobody but who keeps the machines is told of work on records that they do not see, or may let it run', async () => {
  for (const login of ['tang.ruoxi', 'mo.weilan'] as const) {
    const other = await personAt(api.app, login)
    expect((await other.get('/api/stopped-jobs')).json()).toMatchObject({ items: [] })
    expect((await retry(other)).json()).toMatchObject({ code: 'not-found' })
  }
  expect((await admin.post(`/api/jobs/${newId()}/retry`)).json()).toMatchObject({ code: 'not-found' })
  expect(await stateOf()).toBe('incident')
})

test('TRUST a system administrator sees that work stopped, and neither record, title, code nor detail', async () => {
  const answer = await admin.get('/api/stopped-jobs')
  expect(answer.json<{ items: unknown[] }>().items).toEqual([
    {
      jobId,
      kind: expect.any(String),
      errorCode: 'store.unavailable',
      attempts: 6,
      owner: expect.any(Object),
      startedAt: expect.any(String),
      allowedActions: { retry: { allowed: true, reason: null } },
    },
  ])
  expect(answer.body).not.toContain(recordId)
  expect(answer.body).not.toContain(TITLE)
  expect((await admin.get('/api/incidents')).json()).toMatchObject({ items: [] })
  expect((await admin.get(`/api/records/${recordId}`)).json()).toMatchObject({ code: 'not-found' })
  expect((await admin.get('/api/health')).json()).toMatchObject({ incidents: 1 })
})

test('FLT-32 they let it run again, once for a key, and the history says in whose name', async () => {
  const key = newId()
  expect((await retry(admin, key)).json()).toEqual({ done: true })
  expect(await stateOf()).toBe('running')
  expect((await retry(admin, newId())).json()).toMatchObject({ code: 'not-found' })
  const [event] = await api.site.admin<{ actor: string; canonical: string }[]>`
    select actor_id as actor, canonical from event where stream_id = ${recordId} and type = 'job.retried'`
  expect(event?.actor).toBe(ENGINE_ID)
  expect(JSON.parse(event?.canonical ?? '{}')).toMatchObject({ onBehalfOf: demoPersonId('song.anran') })
  expect((await admin.get('/api/stopped-jobs')).json()).toMatchObject({ items: [] })
})

test('TRUST the commit judges the rights again: a leaver’s retry does not stand', async () => {
  await fail()
  const askedBy = demoPersonId('song.anran')
  const said = { subjectId: recordId, jobId, askedBy }
  const facts = {
    principal: { kind: 'person', id: ENGINE_ID },
    key: newId(),
    subjects: [recordId],
    people: [askedBy],
  } as const
  await api.site.admin`update person set state = 'passive' where id = ${askedBy}`
  const answer = await api.site.gate.act({ name: 'job.retry', facts, body: said }, (f) =>
    retryJobUnseen(f, said),
  )
  expect(answer).toMatchObject({ kind: 'refused', code: 'access.denied' })
  await api.site.admin`update person set state = 'active' where id = ${askedBy}`
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimTask } from '#domain/acts/claim-task.ts'
import { completeTask } from '#domain/acts/complete-task.ts'
import { createRecord } from '#domain/acts/create-record.ts'
import { plainDate } from '#domain/dates.ts'
import { newId } from '#db/ids.ts'
import { demoPersonId, demoUnitId } from '#db/seed/demo-organisation.ts'
import { openTestSite, type TestSite } from '#test/support/database.ts'

let site: TestSite
beforeAll(async () => {
  site = await openTestSite()
})
afterAll(async () => site.close())

const principal = (login: Parameters<typeof demoPersonId>[0]) => ({
  kind: 'person' as const,
  id: demoPersonId(login),
})

test('PRM-3 a clerk creates a record; the same key gives the same answer and one record', async () => {
  const key = newId()
  const input = {
    definition: 'electronic-item',
    title: '失业保险待遇核定材料',
    classCode: 'SI-5-03',
    formedOn: plainDate('2026-03-02'),
    formingUnitId: demoUnitId('unemployment'),
    carrier: 'electronic' as const,
    grade: 'internal' as const,
    sourceSystem: null,
    sourceReference: null,
    subjectName: '周明远',
    uploadIds: [],
  }
  const request = {
    name: 'record.create',
    facts: { principal: principal('chen.lidong'), key, unit: input.formingUnitId, uploads: [] },
    body: input,
  }
  const first = await site.gate.act(request, (facts) => createRecord(facts, input))
  expect(first).toMatchObject({
    kind: 'accepted',
    replayed: false,
    answer: { place: 'create', missing: ['content'] },
  })
  expect(await site.gate.act(request, (facts) => createRecord(facts, input))).toMatchObject({
    kind: 'accepted',
    replayed: true,
  })
  expect(await site.gate.act({ ...request, body: {} }, (facts) => createRecord(facts, input))).toMatchObject({
    kind: 'refused',
    code: 'request.key-reused',
  })
  const [count] = await site.admin`select count(*)::int as n from record`
  expect(count).toEqual({ n: 1 })
  const [task] = await site.admin<{ id: string }[]>`select id from task`
  const act = (name: 'chen.lidong' | 'tang.ruoxi', decide: Parameters<typeof site.gate.act>[1]) =>
    site.gate.act(
      {
        name: 'task',
        facts: { principal: principal(name), key: newId(), task: task?.id ?? '', want: { objects: true } },
        body: {},
      },
      decide,
    )
  expect(await act('tang.ruoxi', (facts) => claimTask(facts, { taskId: task?.id ?? '' }))).toMatchObject({
    code: 'not-found',
  })
  expect(
    await act('chen.lidong', (facts) =>
      completeTask(facts, { taskId: task?.id ?? '', outcome: 'submitted', form: {} }),
    ),
  ).toMatchObject({ code: 'task.not-claimed' })
  expect(await act('chen.lidong', (facts) => claimTask(facts, { taskId: task?.id ?? '' }))).toMatchObject({
    kind: 'accepted',
  })
  expect(
    await act('chen.lidong', (facts) =>
      completeTask(facts, {
        taskId: task?.id ?? '',
        outcome: 'submitted',
        form: { title: 'x', classCode: 'SI-5-03', formedOn: '2026-03-02' },
      }),
    ),
  ).toMatchObject({ code: 'record.incomplete' })
})

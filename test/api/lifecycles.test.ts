import { describe, expect, test } from 'vitest'
import { newId } from '#db/ids.ts'
import { demoUnitId } from '#db/seed/demo-organisation.ts'
import { A_PDF, aFile, aHandIn, handIn, multipart, personAt, SYSTEM_KEY } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'

const { api } = openApi({})

async function counts() {
  const [row] = await api.site.admin<{ records: number; uploads: number }[]>`
    select (select count(*)::int from record) as records, (select count(*)::int from upload) as uploads`
  return row
}

async function objectsInIntake(): Promise<number> {
  let found = 0
  for await (const _version of api.store.listVersions('intake', '')) found += 1
  return found
}

describe('handing in is refused, and leaves nothing behind,', () => {
  test('without a key, and with one that is revoked or made up', async () => {
    for (const authorization of [undefined, 'Bearer nonsense', SYSTEM_KEY.replace('demo-', 'fake-')]) {
      const answer = await api.app.inject({
        method: 'POST',
        url: '/api/lifecycles',
        headers: { 'idempotency-key': newId(), ...(authorization === undefined ? {} : { authorization }) },
        payload: aHandIn(),
      })
      expect(answer.json()).toMatchObject({ code: 'auth.required', status: 401 })
    }
  })

  test('PRM-3 without an Idempotency-Key', async () => {
    const answer = await api.app.inject({
      method: 'POST',
      url: '/api/lifecycles',
      headers: { authorization: SYSTEM_KEY },
      payload: aHandIn(),
    })
    expect(answer.json()).toMatchObject({ code: 'request.key-missing' })
  })

  test.each([
    ['an unknown field', { owner: 'x' }, 'request.invalid'],
    ['a wrong type', { title: 7 }, 'request.invalid'],
    ['a date that is none', { formedOn: '2015-02-30' }, 'request.invalid'],
    ['a day to come', { formedOn: '2199-01-01' }, 'record.formed-in-future'],
    ['a class that is not in force', { classCode: 'SI-99-99' }, 'record.class-unknown'],
    ['PRM-6 a unit that is not its own', { formingUnitId: demoUnitId('pension') }, 'record.unit-unknown'],
    ['a grade above its clearance', { grade: 'restricted' }, 'record.unit-unknown'],
  ])('with %s', async (_what, change, code) => {
    const before = [await counts(), await objectsInIntake()]
    const answer = await handIn(api.app, { record: aHandIn(change) })
    expect(answer.json()).toMatchObject({ code })
    expect([await counts(), await objectsInIntake()]).toEqual(before)
  })

  test('FLT-19 with a file that is not what its name says', async () => {
    const before = await objectsInIntake()
    const answer = await handIn(api.app, {
      files: [aFile('good.pdf'), aFile('scan.pdf', 'MZ this is a program')],
    })
    expect(answer.json()).toMatchObject({ code: 'upload.lies', status: 422 })
    expect(await objectsInIntake()).toBe(before)
  })

  test('FLT-1 with a body that was cut off', async () => {
    const before = [await counts(), await objectsInIntake()]
    const { body, headers } = multipart(
      [
        { name: 'record', content: JSON.stringify(aHandIn()) },
        aFile('long.pdf', Buffer.concat([A_PDF, Buffer.alloc(200_000, 1)])),
      ],
      'cut-off',
    )
    const answer = await api.app.inject({
      method: 'POST',
      url: '/api/lifecycles',
      headers: { authorization: SYSTEM_KEY, 'idempotency-key': newId(), ...headers },
      payload: body.subarray(0, body.length - 1000),
    })
    expect(answer.statusCode).toBe(400)
    expect([await counts(), await objectsInIntake()]).toEqual(before)
  })
})

describe('handing in', () => {
  test('PRM-3 starts one life; the same key with the same files answers it again and keeps no second copy', async () => {
    const key = newId()
    const first = await handIn(api.app, { key })
    expect(first.statusCode).toBe(201)
    expect(first.json()).toMatchObject({ place: { step: 'inspect' }, missing: [] })
    const before = [await counts(), await objectsInIntake()]
    const again = await handIn(api.app, { key })
    expect(again.statusCode).toBe(201)
    expect(again.json()).toEqual(first.json())
    expect([await counts(), await objectsInIntake()]).toEqual(before)
  })

  test('PRM-3 the same key with other bytes is refused', async () => {
    const key = newId()
    expect((await handIn(api.app, { key })).statusCode).toBe(201)
    const other = await handIn(api.app, {
      key,
      files: [aFile('核定表.pdf', Buffer.concat([A_PDF, Buffer.from('more')]))],
    })
    expect(other.json()).toMatchObject({ code: 'request.key-reused', status: 422 })
  })

  test('FLT-12 the same key twice at once starts one life and keeps one file', async () => {
    const key = newId()
    const before = await counts()
    const answers = await Promise.all([
      handIn(api.app, { key }),
      handIn(api.app, { key }),
      handIn(api.app, { key }),
    ])
    expect(answers.map((answer) => answer.statusCode)).toEqual([201, 201, 201])
    expect(new Set(answers.map((answer) => answer.json<{ recordId: string }>().recordId)).size).toBe(1)
    const after = await counts()
    expect(after?.records).toBe((before?.records ?? 0) + 1)
    expect(after?.uploads).toBe((before?.uploads ?? 0) + 1)
  })

  test('as JSON with files that were sent before; without files it says what is missing', async () => {
    const { body, headers } = multipart([aFile()])
    const upload = await api.app.inject({
      method: 'POST',
      url: '/api/uploads',
      headers: { authorization: SYSTEM_KEY, 'idempotency-key': newId(), ...headers },
      payload: body,
    })
    expect(upload.statusCode).toBe(201)
    const send = (uploadIds: readonly string[]) =>
      api.app.inject({
        method: 'POST',
        url: '/api/lifecycles',
        headers: { authorization: SYSTEM_KEY, 'idempotency-key': newId() },
        payload: aHandIn({ uploadIds }),
      })
    const { id } = upload.json<{ id: string }>()
    expect((await send([id])).json()).toMatchObject({ place: { step: 'inspect' }, missing: [] })
    expect((await send([id])).json()).toMatchObject({ code: 'upload.unknown' })
    expect((await send([])).json()).toMatchObject({
      place: { step: 'create' },
      missing: [{ code: 'content', label: { en: 'Digital file' } }],
    })
  })

  test('is followed by whoever started it; another unit sees nothing of it', async () => {
    const { recordId, links } = (await handIn(api.app)).json<{ recordId: string; links: { self: string } }>()
    const progress = await api.app.inject({ url: links.self, headers: { authorization: SYSTEM_KEY } })
    expect(progress.json()).toMatchObject({
      recordId,
      sourceReference: 'UB-2015-000173',
      place: { step: 'inspect', name: { en: 'Inspect' } },
      isEnded: false,
      headHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    const stranger = await personAt(api.app, 'lu.yunfan')
    expect((await stranger.get(links.self)).json()).toMatchObject({ code: 'not-found' })
  })

  test('writes one trace id from the request to the outbox', async () => {
    const answer = await handIn(api.app)
    const { recordId } = answer.json<{ recordId: string }>()
    const [row] = await api.site.admin`select trace_id from outbox where subject_id = ${recordId}`
    expect(row).toEqual({ trace_id: answer.headers['x-trace-id'] })
  })
})

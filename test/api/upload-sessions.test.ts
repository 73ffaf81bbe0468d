import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { newId } from '#db/ids.ts'
import { multipart, personAt } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'

const { api, scanner } = openApi({ scanner: 'ning.yue' })
beforeAll(async () => api.app.listen({ host: '127.0.0.1', port: 0 }))

interface Session {
  readonly id: string
  readonly offset: number
  readonly sizeBytes: number
  readonly upload: { readonly id: string; readonly sha256: string; readonly name: string } | null
}

async function begun(sizeBytes: number, name = 'scan.bin', key = newId()): Promise<Session> {
  const answer = await scanner.post('/api/upload-sessions', { body: { name, sizeBytes }, key })
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return answer.json<Session>()
}

function sends(id: string, offset: number, bytes: Buffer, person = scanner) {
  const { body, headers } = multipart([
    { name: 'file', content: bytes, filename: 'chunk', type: 'application/octet-stream' },
  ])
  return person.post(`/api/upload-sessions/${id}/chunks?offset=${offset}`, { body, headers })
}

interface Cut {
  readonly id: string
  readonly offset: number
  readonly body: Buffer
  readonly headers: Readonly<Record<string, string>>
}

/** Sends a chunk over a real line as far as so many bytes, and pulls the plug; answers how many the server had then. */
async function cutLine({ id, offset, body, headers }: Cut, afterBytes: number): Promise<number> {
  const { port } = api.app.server.address() as AddressInfo
  const taken = once(api.app.server, 'connection') as Promise<[Socket]>
  const line = connect({ host: '127.0.0.1', port })
  const head = Object.entries({
    host: `127.0.0.1:${port}`,
    cookie: scanner.session.cookie,
    'idempotency-key': newId(),
    'content-length': String(body.length),
    'x-csrf-token': scanner.session.csrfToken,
    ...headers,
  }).map(([name, value]) => `${name}: ${value}`)
  line.write(
    [`POST /api/upload-sessions/${id}/chunks?offset=${offset} HTTP/1.1`, ...head, '', ''].join('\r\n'),
  )
  line.write(body.subarray(0, afterBytes))
  const [server] = await taken
  const gone = new Promise<void>((resolve) => void server.once('close', () => resolve()))
  await vi.waitFor(() => expect(server.bytesRead).toBeGreaterThanOrEqual(afterBytes), 60_000)
  line.destroy()
  await gone
  return server.bytesRead
}

const objectsInIntake = async () =>
  (
    await api.site.admin<{ parts: number; sessions: number }[]>`
    select (select count(*)::int from upload_part) as parts, (select count(*)::int from upload_session) as sessions`
  )[0]

describe('a file in chunks', () => {
  test('is refused when it is too large, at another byte, longer than said, or to somebody else', async () => {
    const large = await scanner.post('/api/upload-sessions', { body: { name: 'x', sizeBytes: 2 ** 31 } })
    expect(large.json()).toMatchObject({ code: 'upload.too-large' })
    const { id } = await begun(10)
    expect((await sends(id, 5, Buffer.from('12345'))).json()).toMatchObject({
      code: 'upload.offset',
      detail: { offset: 0 },
    })
    expect((await sends(id, 0, Buffer.alloc(11))).statusCode).toBeGreaterThanOrEqual(400)
    const stranger = await personAt(api.app, 'shen.zhiqiu')
    expect((await sends(id, 0, Buffer.from('12345'), stranger)).statusCode).toBe(404)
    expect((await stranger.get(`/api/upload-sessions/${id}`)).statusCode).toBe(404)
    expect((await scanner.get(`/api/upload-sessions/${id}`)).json()).toMatchObject({
      offset: 0,
      upload: null,
    })
  })

  test('FLT-20 whose bytes are not what its name says is refused when it is whole, and nothing of it stays', async () => {
    const before = await objectsInIntake()
    const { id } = await begun(4, 'page.tif')
    expect((await sends(id, 0, Buffer.from('text'))).json()).toMatchObject({ code: 'upload.lies' })
    expect((await scanner.get(`/api/upload-sessions/${id}`)).statusCode).toBe(404)
    expect(await objectsInIntake()).toEqual(before)
  })

  test('FLT-5 goes on where it broke off, and is the same file', async () => {
    const bytes = randomBytes(300_000)
    const key = newId()
    const { id } = await begun(bytes.length, '../扫描\u202E.bin', key)
    await sends(id, 0, bytes.subarray(0, 100_000))

    const { body, headers } = multipart(
      [{ name: 'file', content: bytes.subarray(100_000, 200_000), filename: 'chunk' }],
      'cut-off',
    )
    const broken = await scanner.post(`/api/upload-sessions/${id}/chunks?offset=100000`, {
      body: body.subarray(0, 50_000),
      headers,
    })
    expect(broken.statusCode).toBeGreaterThanOrEqual(400)
    expect(await begun(bytes.length, '../扫描\u202E.bin', key)).toMatchObject({ id, offset: 100_000 })

    const again = await sends(id, 0, bytes.subarray(0, 100_000))
    expect(again.json()).toMatchObject({ code: 'upload.offset', detail: { offset: 100_000 } })
    await sends(id, 100_000, bytes.subarray(100_000, 250_000))
    const last = (await sends(id, 250_000, bytes.subarray(250_000))).json<Session>()
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect(last).toMatchObject({
      offset: bytes.length,
      upload: { id, sha256, name: '扫描.bin', sizeBytes: bytes.length },
    })
    expect((await sends(id, 250_000, bytes.subarray(250_000))).json()).toEqual(last)
    const parts = await api.site.admin`select 1 from upload_part where session_id = ${id}`
    expect(parts).toHaveLength(0)
  })

  test('FLT-5 a line that is cut in the middle of a chunk costs that chunk and nothing before it', async () => {
    const bytes = randomBytes(3_000_000)
    const { id } = await begun(bytes.length)
    await sends(id, 0, bytes.subarray(0, 1_000_000))

    const { body, headers } = multipart([
      { name: 'file', content: bytes.subarray(1_000_000), filename: 'chunk' },
    ])
    const arriving = await cutLine({ id, offset: 1_000_000, body, headers }, 1_200_000)
    expect(arriving).toBeGreaterThan(1_000_000)
    expect(arriving).toBeLessThan(body.length)
    const now = await scanner.get(`/api/upload-sessions/${id}`)
    expect(now.json()).toMatchObject({ offset: 1_000_000, upload: null })
    const parts = await api.site.admin<{ size: number }[]>`
      select size_bytes::int as size from upload_part where session_id = ${id}`
    expect(parts).toEqual([{ size: 1_000_000 }])

    const last = (await sends(id, 1_000_000, bytes.subarray(1_000_000))).json<Session>()
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect(last).toMatchObject({ offset: bytes.length, upload: { id, sha256 } })
  })

  test('FLT-28 two chunks for the same place: one counts', async () => {
    const bytes = randomBytes(2_000)
    const { id } = await begun(bytes.length)
    const answers = await Promise.all(
      [0, 0].map(async (offset) => sends(id, offset, bytes.subarray(0, 1_000))),
    )
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect((await sends(id, 1_000, bytes.subarray(1_000))).json()).toMatchObject({
      upload: { sha256: createHash('sha256').update(bytes).digest('hex') },
    })
  })
})

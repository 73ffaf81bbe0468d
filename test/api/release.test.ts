import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { finishJob } from '#domain/acts/engine.ts'
import type { NewEvent } from '#domain/events.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { objectKeyOf } from '#db/objects/keys.ts'
import { aFile, A_PDF, handIn } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'

const { api, archivist } = openApi({ archivist: 'shen.zhiqiu' })
let origin: string
beforeAll(async () => {
  origin = await api.app.listen({ host: '127.0.0.1', port: 0 })
})

interface Stored {
  readonly recordId: string
  readonly objectId: string
  readonly key: string
}

async function stored(content: Buffer): Promise<Stored> {
  const answer = await handIn(api.app, { files: [aFile('核定表.pdf', content)] })
  const { recordId } = answer.json<{ recordId: string }>()
  const [row] = await api.site.admin<Stored[]>`
    select subject_id as "recordId", object_id as "objectId", key from object_copy where subject_id = ${recordId}`
  if (row === undefined) throw new Error(answer.body)
  return row
}

const LARGE_BYTES = 9 * 1024 * 1024
const aLargePdf = () => Buffer.concat([A_PDF, randomBytes(LARGE_BYTES)])

function flipped(bytes: Buffer, at: number): Buffer {
  const other = Buffer.from(bytes)
  other[at] = (other[at] ?? 0) ^ 1
  return other
}

async function overwrite({ key }: Stored, body: Buffer): Promise<void> {
  await api.store.put({ bucket: 'intake', key, body })
}

const over = (id: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${origin}/api/objects/${id}/content`, { headers: { cookie: archivist.session.cookie, ...headers } })

async function checksOf({ recordId }: Stored): Promise<readonly unknown[]> {
  return api.site.admin`
    select kind, state from job where subject_id = ${recordId} and kind = 'check-fixity'`
}

describe('bytes that are not what was handed in', () => {
  test('FLT-10 one flipped bit releases nothing, whole or in part, and starts one check', async () => {
    const one = await stored(A_PDF)
    await overwrite(one, flipped(A_PDF, A_PDF.length - 3))
    for (const headers of [{}, { range: 'bytes=0-3' }]) {
      const answer = await over(one.objectId, headers)
      expect(answer.status).toBe(500)
      expect(answer.headers.get('etag')).toBeNull()
      expect(await answer.json()).toMatchObject({ code: 'object.damaged' })
    }
    expect(await checksOf(one)).toEqual([{ kind: 'check-fixity', state: 'running' }])
  })

  test('FLT-10 bytes that are gone are answered the same way', async () => {
    const one = await stored(A_PDF)
    await api.store.destroyAllVersions({ bucket: 'intake', key: one.key })
    expect(await (await over(one.objectId)).json()).toMatchObject({ code: 'object.damaged' })
    expect(await checksOf(one)).toHaveLength(1)
  })

  test('FLT-10 of a large file nobody ever holds the whole: the connection breaks before its end', async () => {
    const body = aLargePdf()
    const one = await stored(body)
    await overwrite(one, flipped(body, 20))
    const answer = await over(one.objectId)
    expect(answer.headers.get('content-length')).toBe(String(body.length))
    await expect(answer.arrayBuffer()).rejects.toThrow('terminated')
    expect(await checksOf(one)).toHaveLength(1)
    const part = await over(one.objectId, { range: `bytes=${body.length - 4}-` })
    expect(part.status).toBe(500)
    expect(await part.json()).toMatchObject({ code: 'object.damaged' })
  })
})

/** The picture that a machine has made of the first page. */
async function aPicture({ recordId, objectId }: Stored, body: Buffer): Promise<string> {
  const id = newId()
  const key = objectKeyOf({ area: 'page', ownerId: recordId, objectId: id })
  const { sizeBytes, sha256 } = await api.store.put({ bucket: 'derived', key, body })
  const [job] = await api.site.admin<{ id: string }[]>`
    select id from job where subject_id = ${recordId} and state = 'running'`
  const principal = { kind: 'person' as const, id: ENGINE_ID }
  const facts = { principal, key: newId(), subjects: [recordId], want: { objects: true } as const }
  const added: NewEvent = {
    stream: { kind: 'record', id: recordId },
    type: 'object.added',
    data: {
      id,
      role: 'thumbnail',
      position: 1,
      mediaType: 'image/png',
      sizeBytes,
      sha256,
      derivedFrom: objectId,
      nameDigest: null,
      copy: { id: newId(), bucket: 'derived', key, versionId: null },
    },
  }
  const act = { name: 'job.finish', facts, body: {} }
  const done = await api.site.gate.act(act, (seen) =>
    finishJob(seen, { subjectId: recordId, jobId: job?.id ?? '', outcome: 'inspected', events: [added] }),
  )
  expect(done).toMatchObject({ kind: 'accepted' })
  return key
}

test('FLT-10 a smaller picture of a page is made of the bytes that were kept, and of no others', async () => {
  const body = await sharp({ create: { width: 400, height: 500, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  const one = await stored(A_PDF)
  const key = await aPicture(one, body)
  const smaller = () =>
    fetch(`${origin}/api/objects/${one.objectId}/pages/1.png?width=200`, {
      headers: { cookie: archivist.session.cookie },
    })
  const shown = await smaller()
  expect(await sharp(Buffer.from(await shown.arrayBuffer())).metadata()).toMatchObject({ width: 200 })
  const forged = await sharp({ create: { width: 400, height: 500, channels: 3, background: '#000' } })
    .png()
    .toBuffer()
  await api.store.put({ bucket: 'derived', key, body: forged })
  const answer = await smaller()
  expect([answer.status, answer.headers.get('etag')]).toEqual([500, null])
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(await answer.json()).toMatchObject({ code: 'object.damaged' })
  expect(await checksOf(one)).toHaveLength(1)
})

test('TRUST-3.2.1 a large file that is sound comes whole and by range', async () => {
  const body = aLargePdf()
  const one = await stored(body)
  expect(Buffer.from(await (await over(one.objectId)).arrayBuffer()).equals(body)).toBe(true)
  for (const [from, to] of [
    [0, 9],
    [LARGE_BYTES - 5, LARGE_BYTES],
  ] as const) {
    const part = await over(one.objectId, { range: `bytes=${from}-${to}` })
    expect(part.status).toBe(206)
    expect(Buffer.from(await part.arrayBuffer()).equals(body.subarray(from, to + 1))).toBe(true)
  }
  expect(await checksOf(one)).toEqual([])
})

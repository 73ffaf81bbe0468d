import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { evidenceFolder, type EvidenceFile } from '#api/evidence/folder.ts'
import { makeCheckpoint, readAsEngine } from '#db/checkpoints.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { sha256Hex } from '#db/gate/canonical.ts'
import { readHistory } from '#db/queries/history.ts'
import { readSite } from '#db/queries/organisation.ts'
import { fingerprintOf, signingKeyOf } from '#db/signing.ts'
import { aRecordAtArrange, openTestApi, personAt, type TestApi } from '#test/support/api.ts'

const VERIFIER = fileURLToPath(new URL('../../scripts/verify-evidence.mjs', import.meta.url))
const signingKey = signingKeyOf(randomBytes(32).toString('hex'))
let api: TestApi
let recordId: string
let folder: string
let files: readonly EvidenceFile[]

beforeAll(async () => {
  api = await openTestApi()
  const deps = {
    sql: api.site.sql,
    store: api.store,
    engineId: ENGINE_ID,
    siteMode: 'test',
    signingKey,
  } as const
  await aRecordAtArrange(api)
  const made = await aRecordAtArrange(api)
  recordId = made.recordId
  await makeCheckpoint(deps)
  const archivist = await personAt(api.app, 'shen.zhiqiu')
  await archivist.post(`/api/tasks/${made.taskId}/claim`)
  await makeCheckpoint(deps)
  await aRecordAtArrange(api)
  await makeCheckpoint(deps)
  await archivist.post(`/api/tasks/${made.taskId}/release`)
  files = await evidenceFolder({
    sql: api.site.sql,
    store: api.store,
    engineId: ENGINE_ID,
    site: await readSite(api.site.sql),
    madeOn: '2026-11-22',
    histories: [await readAsEngine(api.site.sql, ENGINE_ID, (tx) => readHistory(tx, recordId))],
    certificate: null,
  })
  folder = await mkdtemp(path.join(tmpdir(), 'evidence-'))
  for (const { path: name, body } of files) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true })
    await writeFile(path.join(folder, name), body)
  }
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await api.close()
})

interface Ran {
  readonly code: number
  readonly out: string
}

async function verify(...args: readonly string[]): Promise<Ran> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [VERIFIER, ...args], { env: {} })
    return { code: 0, out: stdout }
  } catch (error) {
    const { code, stderr } = error as { readonly code: number; readonly stderr: string }
    return { code, out: stderr }
  }
}

/** Changes one file, looks, and puts it back. */
async function whileChanged(
  name: string,
  change: (body: Buffer) => Buffer,
  check: (ran: Ran) => void,
): Promise<void> {
  const file = path.join(folder, name)
  const body = await readFile(file)
  await writeFile(file, change(Buffer.from(body)))
  check(await verify(folder))
  await writeFile(file, body)
}

/** The same folder made again by somebody who changes a file and writes a manifest that fits. */
async function whileForged(
  name: string,
  change: (text: string) => string,
  check: (ran: Ran) => void,
): Promise<void> {
  const [file, manifest] = [path.join(folder, name), path.join(folder, 'manifest-sha256.txt')]
  const [body, listed] = [await readFile(file, 'utf8'), await readFile(manifest, 'utf8')]
  const forged = change(body)
  expect(forged).not.toBe(body)
  await writeFile(file, forged)
  await writeFile(manifest, listed.replace(sha256Hex(body), sha256Hex(forged)))
  check(await verify(folder))
  await writeFile(file, body)
  await writeFile(manifest, listed)
}

const streamFile = () => `streams/record-${recordId}.jsonl`

test('PRM-5 asked wrongly, the verifier says how to ask', async () => {
  expect(await verify()).toMatchObject({ code: 2 })
  expect(await verify(path.join(folder, 'none'))).toMatchObject({ code: 2 })
})

test('FEA-L7 PRM-5 one changed byte in any file is found and named', async () => {
  for (const { path: name } of files)
    await whileChanged(
      name,
      (body) => {
        const at = Math.floor(body.length / 2)
        body[at] = (body[at] ?? 0) ^ 1
        return body
      },
      ({ code, out }) => {
        expect(code, name).toBe(1)
        if (name !== 'manifest-sha256.txt') expect(out).toContain(name)
      },
    )
})

test('PRM-5 a file that is missing or put in beside is named', async () => {
  const extra = path.join(folder, 'streams', 'extra.jsonl')
  await writeFile(extra, '')
  expect(await verify(folder)).toMatchObject({ code: 1, out: expect.stringContaining('streams/extra.jsonl') })
  await rm(extra)
  const readme = path.join(folder, 'README.en.md')
  const body = await readFile(readme)
  await rm(readme)
  expect(await verify(folder)).toMatchObject({ code: 1, out: expect.stringContaining('README.en.md') })
  await writeFile(readme, body)
})

test('REQ-58 FLT-36 an event that was edited together with the manifest breaks its chain', async () => {
  await whileForged(
    streamFile(),
    (text) => text.replace('待遇核定', '待遇支付'),
    ({ code, out }) =>
      expect({ code, out }).toMatchObject({ code: 1, out: expect.stringContaining(streamFile()) }),
  )
})

test('REQ-58 FLT-36 a removed last event is missed although the chain before it is whole', async () => {
  await whileForged(
    streamFile(),
    (text) => `${text.split('\n').slice(0, -2).join('\n')}\n`,
    ({ code, out }) =>
      expect({ code, out }).toMatchObject({ code: 1, out: expect.stringContaining('events instead of') }),
  )
})

test('FLT-36 a checkpoint that was rewritten has a wrong signature, and a proof that was changed leads nowhere', async () => {
  await whileForged(
    'checkpoints/00000002.note',
    (text) => text.replace(/\nday \d{4}/, '\nday 1999'),
    ({ code, out }) =>
      expect({ code, out }).toMatchObject({ code: 1, out: expect.stringContaining('signature') }),
  )
  await whileForged(
    'proofs.json',
    (text) => text.replace(/"index": (\d+)/, (_, index: string) => `"index": ${Number(index) + 1}`),
    ({ code, out }) =>
      expect({ code, out }).toMatchObject({
        code: 1,
        out: expect.stringContaining('is not under checkpoint'),
      }),
  )
})

test('FLT-36 a folder signed with a key of somebody else fails against the known fingerprint', async () => {
  expect(await verify(folder, '--key', '0'.repeat(64))).toMatchObject({
    code: 1,
    out: expect.stringContaining('keys'),
  })
})

test('FEA-L7 PRM-5 the folder proves itself off line, and says what no signed head covers yet', async () => {
  const ran = await verify(folder, '--key', fingerprintOf(signingKey.publicKey))
  expect(ran.out).toContain('whole')
  expect(ran.out).toContain('3 checkpoints')
  expect(ran.out).toContain('1 events are newer than the last checkpoint')
  expect(ran.code).toBe(0)
})

test('FEA-L7 PRM-5 the auditor takes it away as one file', async () => {
  const auditor = await personAt(api.app, 'duan.jingxing')
  const answer = await auditor.get(`/api/records/${recordId}/evidence.zip`)
  expect(answer.statusCode).toBe(200)
  expect(answer.headers).toMatchObject({ 'content-type': 'application/zip' })
  expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="evidence-/)
  expect(answer.rawPayload.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004')
  for (const { path: name } of files) expect(answer.rawPayload.includes(Buffer.from(`/${name}`))).toBe(true)
})

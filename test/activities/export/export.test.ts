import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { manifestText, MANIFEST, parseManifest, TAG_MANIFEST } from '#domain/bag.ts'
import { recordPathOf, type ExportBegun, type ExportEnded, type ExportSelection } from '#domain/export.ts'
import { checkBag } from '#activities/export/check-bag.ts'
import { DestinationFault, mustFit, openDestination, PARTIAL_MARKER } from '#activities/export/destination.ts'
import { exportSite, UnknownSelection, type ExportDeps } from '#activities/export/export-site.ts'
import { ENGINE_ID, SITE_ID } from '#db/fixed-ids.ts'
import { sha256Hex } from '#db/gate/canonical.ts'
import { signingKeyOf } from '#db/signing.ts'
import { aRecordAtArrange, openTestApi, type TestApi } from '#test/support/api.ts'
import { faultsOfDocuments } from '#test/support/export-schema.ts'

let api: TestApi
const recordIds: string[] = []
const said: (ExportBegun | ExportEnded)[] = []
const place = mkdtempSync(join(tmpdir(), 'everfile-bag-'))
beforeAll(async () => {
  api = await openTestApi()
  for (let made = 0; made < 2; made += 1) recordIds.push((await aRecordAtArrange(api)).recordId)
})
afterAll(async () => {
  rmSync(place, { recursive: true, force: true })
  await api?.close()
})

function deps(changes: Partial<ExportDeps> = {}): ExportDeps {
  const { site, store } = api
  return {
    sql: site.sql,
    store,
    engineId: ENGINE_ID,
    siteMode: 'test',
    signingKey: signingKeyOf(site.config.signingKey ?? ''),
    begin: async (begun) => said.push(begun),
    end: async (ended) => said.push(ended),
    progress: () => {},
    ...changes,
  }
}

const WHOLE: ExportSelection = { kind: 'whole' }
const taken = (name: string, selection: ExportSelection = WHOLE, changes: Partial<ExportDeps> = {}) =>
  exportSite(deps(changes), { to: join(place, name), selection, reason: 'test' })
const check = (name: string) => checkBag(join(place, name), () => {})

test('REQ-61 a folder with a hostile name, a link, a file, a foreign beginning, a running writer or too little room is refused and left as it was', async () => {
  const wanted = { siteId: SITE_ID, selection: WHOLE }
  const file = join(place, 'file')
  writeFileSync(file, '')
  const link = join(place, 'link')
  symlinkSync(place, link)
  const begun = (name: string, over: object) => {
    mkdirSync(join(place, name))
    const marker = { format: 'everfile-export/1', ...wanted, writer: { host: 'elsewhere', pid: 1 }, ...over }
    writeFileSync(join(place, name, PARTIAL_MARKER), JSON.stringify(marker))
    return join(place, name)
  }
  const other = begun('other', { selection: { kind: 'fonds', value: 'J019' } })
  const { hostname } = await import('node:os')
  const busy = begun('busy', { writer: { host: hostname(), pid: process.ppid } })
  const refusals = [
    '',
    'a\u0000b',
    file,
    join(file, 'below'),
    link,
    join(place, 'none', 'below'),
    place,
    other,
    busy,
  ]
  const codes = await Promise.all(
    refusals.map(async (to) => openDestination(to, wanted).then(() => 'taken', codeOf)),
  )
  expect(codes).toEqual([
    'path-unsafe',
    'path-unsafe',
    'not-a-folder',
    'not-a-folder',
    'not-a-folder',
    'parent-missing',
    'not-empty',
    'other-export',
    'busy',
  ])
  await expect(mustFit(place, Number.MAX_SAFE_INTEGER).catch(codeOf)).resolves.toBe('too-small')
  expect(readdirSync(place).toSorted()).toEqual(['busy', 'file', 'link', 'other'])
})

function codeOf(error: unknown): string {
  if (error instanceof DestinationFault) return error.code
  throw error
}

test('REQ-61 a part of the archive is its records alone: of a unit, of a class with those below it, of a fonds; an unknown one is refused', async () => {
  for (const asked of [
    { kind: 'unit', value: 'No Such Section' },
    { kind: 'class', value: 'SI-5-0' },
    { kind: 'fonds', value: 'Z999' },
  ] as const)
    await expect(taken('unknown', asked)).rejects.toThrow(UnknownSelection)
  expect(said).toEqual([])
  const counts: number[] = []
  for (const [name, asked] of Object.entries({
    unit: { kind: 'unit', value: '失业保险科' },
    none: { kind: 'unit', value: '养老保险科' },
    class: { kind: 'class', value: 'SI-5' },
    fonds: { kind: 'fonds', value: 'J021' },
  } as const)) {
    counts.push((await taken(name, asked)).records)
    expect(await check(name)).toMatchObject({ verdict: 'whole', faults: [] })
    expect(existsSync(join(place, name, 'data/histories/person'))).toBe(false)
  }
  expect(counts).toEqual([2, 0, 2, 2])
})

test('REQ-61 FLT-4 an interrupted export is marked, goes on when it is asked for again, and holds what it began with', async () => {
  const failing = { ...api.store, get: async () => Promise.reject(new Error('the store is gone')) }
  await expect(taken('twice', WHOLE, { store: failing })).rejects.toThrow('the store is gone')
  expect(await check('twice')).toMatchObject({ verdict: 'broken' })
  const later = await aRecordAtArrange(api)
  symlinkSync('/dev/full', join(place, 'twice/data/structure.xml.part'))
  await expect(taken('twice').catch(codeOf)).resolves.toBe('full')
  rmSync(join(place, 'twice/data/structure.xml.part'))
  said.length = 0
  const again = await taken('twice')
  expect(again).toMatchObject({ way: 'resumed', records: 2, faults: 0, heads: 1 })
  expect(said).toHaveLength(1)
  expect(existsSync(join(place, 'twice', PARTIAL_MARKER))).toBe(false)
  expect(await check('twice')).toMatchObject({ verdict: 'whole', manifestSha256: again.manifestSha256 })
  expect(readFileSync(join(place, 'twice/data/structure.xml'), 'utf8')).not.toContain(later.recordId)
  expect(faultsOfDocuments(join(place, 'twice')).faults).toEqual([])
})

test('REQ-61 FLT-11 who changes an event and writes every digest anew is found by the chain and by the signed head', async () => {
  const root = join(place, 'twice')
  const path = `data/${recordPathOf(recordIds[0] ?? '')}`
  const text = readFileSync(join(root, path), 'utf8').replaceAll(
    '失业保险待遇核定材料',
    '失业保险待遇核销材料',
  )
  writeFileSync(join(root, path), text)
  const rewrite = (manifest: string, changed: string) => {
    const digests = new Map(parseManifest(readFileSync(join(root, manifest), 'utf8')))
    digests.set(changed, sha256Hex(readFileSync(join(root, changed))))
    writeFileSync(
      join(root, manifest),
      manifestText([...digests].map(([at, sha256]) => ({ path: at, sha256 }))),
    )
  }
  rewrite(MANIFEST, path)
  rewrite(TAG_MANIFEST, MANIFEST)
  const { faults } = await check('twice')
  expect(faults).toEqual([
    { code: 'chain.broken', path },
    { code: 'event.not-signed', path },
    { code: 'chain.head-differs', path },
  ])
})

test('REQ-61 bytes that the store has lost or changed are named, and everything else is in the bag', async () => {
  const copies = await api.site.admin<{ bucket: 'intake'; key: string; subject: string; object: string }[]>`
    select bucket, key, subject_id as subject, object_id as object from object_copy where state = 'stored' order by key`
  const [lost, changed] = copies
  if (lost === undefined || changed === undefined) throw new Error('records have files')
  await api.store.destroyAllVersions(lost)
  await api.store.put({ ...changed, body: Buffer.from('something else') })
  const { found } = await taken('faulty')
  expect(found).toEqual(
    expect.arrayContaining([
      { code: 'missing', subject: `record ${lost.subject} object ${lost.object}` },
      { code: 'differs', subject: `record ${changed.subject} object ${changed.object}` },
    ]),
  )
  expect(await check('faulty')).toMatchObject({ verdict: 'whole' })
  expect(faultsOfDocuments(join(place, 'faulty')).faults).toEqual([])
  expect(readFileSync(join(place, 'faulty/bag-info.txt'), 'utf8')).toContain('Everfile-Faults: 2')
})

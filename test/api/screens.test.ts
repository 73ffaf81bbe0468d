import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openScreens, serveScreens } from '#api/plugins/screens.ts'

const SCRIPT = 'export const text = "screens"\n'.repeat(100)
let folder: string
let app: FastifyInstance

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everfile-screens-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<p>first build</p>')
  await writeFile(join(folder, 'assets', 'main-1.js'), SCRIPT)
  await writeFile(join(folder, 'assets', 'main-1.js.br'), brotliCompressSync(SCRIPT))
  app = Fastify()
  app.decorateReply('nonce', 'n')
  serveScreens(app, { folder, screens: openScreens(folder) })
  await app.ready()
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true })
})

test('files go out as the build compressed them, and plain to who cannot read that', async () => {
  const plain = await app.inject({ url: '/assets/main-1.js', headers: { 'accept-encoding': 'identity' } })
  expect(plain.headers['content-encoding']).toBeUndefined()
  expect(plain.body).toBe(SCRIPT)
  const small = await app.inject({ url: '/assets/main-1.js', headers: { 'accept-encoding': 'br' } })
  expect(small.headers['content-encoding']).toBe('br')
  expect(small.headers['content-type']).toMatch(/javascript/)
  expect(small.rawPayload.length).toBeLessThan(SCRIPT.length / 10)
})

test('the page is that of the newest build, without a restart', async () => {
  expect((await app.inject('/')).body).toContain('first build')
  await writeFile(join(folder, 'index.html'), '<p>second build</p>')
  expect((await app.inject('/')).body).toContain('second build')
})

import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import AxeBuilder from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium, takeSeat } from '#test/support/browser.ts'
import { openTestApi, type TestApi } from '#test/support/api.ts'

const PUBLIC = fileURLToPath(new URL('../../ui/public', import.meta.url))
let api: TestApi
let browser: Browser
let origin: string

beforeAll(async () => {
  ;[api, browser] = await Promise.all([openTestApi({ screens: PUBLIC }), launchChromium()])
  origin = await api.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await browser?.close()
  api?.app.server.closeAllConnections()
  await api?.close()
})

/** What the library draws too small or without a name, and nothing of ours can mend; each is a help and the only way to nothing. */
const NOT_OURS = ['button-name', 'label-content-name-mismatch', 'target-size']
const DRAWN_MS = 45_000
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

test('TRUST the reference runs no script without the nonce of its answer, and no other page writes its own styles', async () => {
  const [reference, screens] = [await fetch(`${origin}/docs/`), await fetch(`${origin}/openapi.json`)]
  const policy = reference.headers.get('content-security-policy') ?? ''
  const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
  expect(policy).toContain("style-src 'self' 'unsafe-inline'")
  const html = await reference.text()
  const scripts = html.match(/<script[^>]*>/g) ?? []
  expect(scripts.length).toBeGreaterThan(0)
  for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
  expect(html).not.toMatch(/https?:/)
  expect(screens.headers.get('content-security-policy')).not.toContain('unsafe')
})

test('its script goes out compressed to who can read that, and plain to who cannot', async () => {
  const ask = async (encoding: string) =>
    api.app.inject({ url: '/docs/js/scalar.js', headers: { 'accept-encoding': encoding } })
  const [small, plain] = [await ask('gzip, br'), await ask('identity')]
  expect(small.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' })
  expect(gunzipSync(small.rawPayload).equals(plain.rawPayload)).toBe(true)
  expect(plain.headers['content-encoding']).toBeUndefined()
})

test(
  'FEA-P3 the reference of the API is drawn from this site alone, and its parts can be read by everybody',
  { timeout: 400_000 },
  async () => {
    const seat = await takeSeat(browser, origin, { look: { language: 'en', theme: 'light' } })
    const { page } = seat
    await page.goto('/docs/')
    await page.getByRole('heading', { level: 1, name: 'Everfile' }).waitFor({ timeout: DRAWN_MS })
    await page.screenshot({ path: '.everfile-test/docs.png' })
    const { violations, passes } = await new AxeBuilder({ page })
      .setLegacyMode()
      .withTags(TAGS)
      .disableRules(NOT_OURS)
      .analyze()
    expect(passes.length).toBeGreaterThan(10)
    const found = violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.length} ${nodes
          .slice(0, 5)
          .map((node) => node.html.slice(0, 200))
          .join(' | ')}`,
    )
    await page.screenshot({ path: '.everfile-test/docs.png' })
    expect({ found, faults: seat.faults }).toEqual({ found: [], faults: [] })
    await seat.close()
  },
)

import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoPersonId } from '#db/seed/demo-organisation.ts'
import { launchChromium, seatOf, signIn, takeSeat, type Seat } from '#test/support/browser.ts'
import { openServedSite, type ServedSite } from '#test/support/served-site.ts'

let site: ServedSite
let browser: Browser
/** Security keys are good for a name, never for a number. */
let origin: string
beforeAll(async () => {
  ;[site, browser] = await Promise.all([openServedSite(), launchChromium()])
  origin = site.origin.replace('127.0.0.1', 'localhost')
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

/** The browser's own virtual authenticator: it checks its holder and answers by itself. */
async function plugIn(page: Page): Promise<void> {
  const client = await page.context().newCDPSession(page)
  await client.send('WebAuthn.enable')
  await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'usb',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

/** A theme takes a moment to be painted everywhere. */

async function violationsOf({ page }: Seat): Promise<readonly string[]> {
  const found: string[] = []
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.locator(`html[data-theme="${theme}"]`).waitFor()
    const { violations } = await new AxeBuilder({ page }).analyze()
    found.push(...violations.map(({ id, nodes }) => `${theme} ${id}: ${nodes[0]?.html ?? ''}`))
  }
  return found
}

test('TRUST-6.5 a security key is added in the browser, listed by its name, and taken away', async () => {
  const seat = await seatOf(browser, { origin, login: 'chen.lidong' })
  const { page } = seat
  await plugIn(page)
  await page.goto('/settings?tab=account')
  await page.getByLabel('密钥名称').fill('办公室的密钥')
  await page.keyboard.press('Enter')
  await page.getByRole('cell', { name: '办公室的密钥', exact: true }).waitFor()
  await expect.poll(() => violationsOf(seat)).toEqual([])
  await page.screenshot({ path: '.everfile-test/settings-keys.png', fullPage: true })
  await page.getByRole('button', { name: '移除密钥“办公室的密钥”' }).click()
  await page.getByText('还没有安全密钥。').waitFor()
  expect(seat.faults).toEqual([])
  await seat.close()
})

test('sessions are listed and ended by their owner, in both languages', { timeout: 400_000 }, async () => {
  const other = await seatOf(browser, { origin, login: 'lu.yunfan' })
  for (const language of ['zh-CN', 'en'] as const) {
    const seat = await seatOf(browser, {
      origin,
      login: 'lu.yunfan',
      look: { language, theme: 'light' },
      path: '/settings?tab=sessions',
    })
    const { page } = seat
    await page.getByText(/当前会话|This one/).waitFor()
    await expect.poll(() => violationsOf(seat)).toEqual([])
    await page.screenshot({ path: `.everfile-test/settings-sessions-${language}.png` })
    await page.getByRole('button', { name: /结束其他会话|End the others/ }).click()
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1)
    expect(seat.faults).toEqual([])
    await seat.close()
  }
  await other.page.goto('/settings')
  await other.page.waitForURL('**/sign-in**')
  await other.close()
})

test(
  'TRUST-6.3.1 a locked account is opened by the security administrator with a reason',
  { timeout: 400_000 },
  async () => {
    const person = await takeSeat(browser, origin)
    for (let tried = 0; tried < 5; tried += 1) {
      await signIn(person, 'ding.bowen', 'a wrong guess')
      await person.page.getByRole('alert').waitFor()
    }
    await signIn(person, 'ding.bowen')
    await person.page.getByText('账号已暂时锁定').waitFor()
    for (const language of ['en', 'zh-CN'] as const) {
      const admin = await seatOf(browser, {
        origin,
        login: 'mo.weilan',
        look: { language, theme: 'light' },
        path: '/settings?tab=accounts',
      })
      const { page } = admin
      await page.getByText(language === 'en' ? 'locked' : '已锁定', { exact: true }).waitFor()
      await expect.poll(() => violationsOf(admin)).toEqual([])
      await page.screenshot({ path: `.everfile-test/settings-accounts-${language}.png` })
      await page
        .getByRole('button', {
          name: language === 'en' ? 'Manage the account of Ding Bowen' : '管理 丁博文 的账号',
        })
        .or(page.locator('tbody tr').first().getByRole('button'))
        .first()
        .press('Enter')
      await page.getByLabel(/理由|Reason/).fill('本人来电核实')
      await expect.poll(() => violationsOf(admin)).toEqual([])
      await page.screenshot({ path: `.everfile-test/settings-account-${language}.png` })
      if (language === 'zh-CN') {
        await page
          .getByRole('button', { name: '解 锁' })
          .or(page.getByRole('button', { name: '解锁' }))
          .click()
        await page.getByText('已锁定', { exact: true }).waitFor({ state: 'detached' })
      }
      expect(admin.faults).toEqual([])
      await admin.close()
    }
    await signIn(person, 'ding.bowen')
    await person.page.waitForURL('**/worklist**')
    await person.close()
    const events = await site.site.admin`
    select type from event where stream_id = ${demoPersonId('ding.bowen')} and type in ('person.locked', 'person.unlocked') order by seq`
    expect(events.map((event) => event['type'])).toEqual(['person.locked', 'person.unlocked'])
  },
)

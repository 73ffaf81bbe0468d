import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { refreshSearchWhole } from '#db/search/refresh.ts'
import { demoPersonId } from '#db/seed/demo-organisation.ts'
import { as, launchChromium } from '#test/support/browser.ts'
import { aKeptRecord } from '#test/support/lives.ts'
import { openServedSite, type ServedSite } from '#test/support/served-site.ts'

let site: ServedSite
let browser: Browser
beforeAll(async () => {
  ;[site, browser] = await Promise.all([openServedSite(), launchChromium()])
  await aKeptRecord({ site: site.site, engine: site.engine }, { subjectName: '司马云舒' })
  await site.site
    .admin`update post set role = 'window-clerk' where person_id = ${demoPersonId('chen.lidong')}`
  await refreshSearchWhole(site.site.sql, ENGINE_ID)
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

const violationsOf = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)

test('REQ-54 FEA-I3 at the window: the clerk finds own data and registers a copy by keyboard, the head agrees, it is given and printed', async () => {
  const { origin } = site
  await as(browser, { origin, login: 'chen.lidong', path: '/window' }, async (page) => {
    await page.getByLabel('当事人姓名').fill('司马云舒')
    await page.getByLabel('当事人证件号码').fill('11010119900307002X')
    await page.getByLabel('出示证件').selectOption('identity-card')
    await page.getByLabel('利用目的').fill('核对缴费年限')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '1 件档案' }).waitFor()
    await page.screenshot({ path: '.everfile-test/window-desk.png', fullPage: true })
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: '登记复制' }).press('Enter')
    await page.getByText(/已登记 LY\d{4}-00001：待审批/).waitFor()
  })
  const look = { language: 'en', theme: 'dark' } as const
  await as(browser, { origin, login: 'guo.huaiyuan', path: '/window', look }, async (page) => {
    await page.getByRole('button', { name: 'Approve…' }).press('Enter')
    await page.getByLabel('Reason').fill('与台账一致')
    await page.getByRole('button', { name: 'Approve', exact: true }).press('Enter')
    await page.getByRole('table').getByText('may be given').waitFor()
    await page.screenshot({ path: '.everfile-test/window-register.png', fullPage: true })
    expect(await violationsOf(page)).toEqual([])
  })
  await as(browser, { origin, login: 'chen.lidong', path: '/window?tab=register' }, async (page) => {
    await page.getByRole('button', { name: '提供', exact: true }).press('Enter')
    await page.getByRole('button', { name: '生成复制件' }).press('Enter')
    await page.getByRole('link', { name: '打开复制件' }).waitFor()
    await page.screenshot({ path: '.everfile-test/window-copy.png', fullPage: true })
  })
})

import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** The tasks that wait for anybody of one's group. */
export async function openGroup(page: Page): Promise<void> {
  await page.getByRole('link', { name: /本处待领/ }).click()
  await page.locator('.queue-row').first().waitFor()
}

/** What stands in the selected row of the queue. */
export async function selected(page: Page): Promise<string> {
  return page.locator('.queue-row[aria-current="true"]').innerText()
}

/** Goes down the queue by `j` until the task of a step is selected. */
export async function walkTo(page: Page, step: string): Promise<void> {
  await page.locator('.queue-row', { hasText: step }).first().waitFor()
  const rows = await page.locator('.queue-row').count()
  for (let tried = 0; tried < rows && !(await selected(page)).startsWith(step); tried += 1) {
    const before = await selected(page)
    await page.keyboard.press('j')
    await expect.poll(() => selected(page)).not.toBe(before)
  }
  await page.locator('#task-title', { hasText: step }).waitFor()
}

/** Claims the selected task by `c`; its form is open then. */
export async function claim(page: Page): Promise<void> {
  await page.locator('.task-actions', { hasText: '领取' }).waitFor()
  await page.keyboard.press('c')
  await page.locator('.task-actions', { hasText: '交回' }).waitFor()
}

/** Claims one's own task on a list's page, where it is not one's own already; its form is open then. */
export async function claimOnList(page: Page): Promise<void> {
  const work = page.getByRole('region', { name: '我的办理' })
  await work.waitFor()
  const claims = work.getByRole('button', { name: '领取' })
  if (await claims.isVisible()) await claims.click()
  await claims.waitFor({ state: 'detached' })
}

/** Types the six digits of an authenticator into their boxes. */
export async function giveCode(page: Page, code: string): Promise<void> {
  await page.locator('.ant-otp input').first().click()
  await page.keyboard.type(code)
}

import type { Page } from 'playwright-core'
import type { DemoLogin } from '#db/seed/demo-organisation.ts'
import { firstOf, settle } from './studio.ts'

/** A question that a newcomer asks, answered in a few steps; a picture is taken after each. */
export interface NewcomerPath {
  readonly name: string
  readonly who: DemoLogin
  readonly steps: readonly ((page: Page) => Promise<void>)[]
}

/** The name under which the staging drafts a version, so that there is something to predict. */
export const DRAFT_NAME = 'LING3-NEXT'

const DUE = '/api/records?state=due&classCode=SI-5-03'

/** “Why is this record due on that day?”: list, record, drawing with its arithmetic, the row of the schedule. */
const WHY_THAT_DAY: NewcomerPath = {
  name: 'path-why-that-day',
  who: 'wei.changqing',
  steps: [
    async (page) => {
      await page.goto('/records?state=due&classCode=SI-5-03')
      await page.locator('.data-table tbody tr').first().waitFor()
    },
    async (page) => {
      await page.goto(`/records/${await firstOf(page, DUE)}`)
      await page.locator('a[href*="tab=retention"]').first().waitFor()
    },
    async (page) => {
      await page.locator('main a[href*="tab=retention"]').first().click()
      await page.locator('.arithmetic .box strong').first().waitFor()
    },
    async (page) => {
      await page.locator('main a[href*="/schedules/"]').first().click()
      await page.locator('.data-table tbody tr').first().waitFor()
    },
  ],
}

/** “What would the new schedule move?”: versions, what the draft changes, what it moves, one record of it explained. */
const WHAT_WOULD_MOVE: NewcomerPath = {
  name: 'path-what-would-move',
  who: 'wei.changqing',
  steps: [
    async (page) => {
      await page.goto('/schedules')
      await page.getByRole('link', { name: DRAFT_NAME }).waitFor()
    },
    async (page) => {
      await page.getByRole('link', { name: DRAFT_NAME }).click()
      await page.getByRole('tab', { name: /^(差异|Differences)/ }).click()
      await page.locator('.diff li').first().waitFor()
    },
    async (page) => {
      await page.getByRole('tab', { name: /^(影响预测|What if)/ }).click()
      await page.locator('.movements').waitFor()
    },
    async (page) => {
      await page.locator('.data-table tbody tr button').first().press('Enter')
      const why = page.locator('tr.opened')
      await why.waitFor()
      await why.scrollIntoViewIfNeeded()
    },
  ],
}

export const PATHS: readonly NewcomerPath[] = [WHY_THAT_DAY, WHAT_WOULD_MOVE]

/** Walks a path and says after each step which one it was, for its picture. */
export async function walk(
  page: Page,
  { steps }: NewcomerPath,
  picture: (step: number) => Promise<unknown>,
): Promise<void> {
  for (const [index, step] of steps.entries()) {
    await step(page)
    await settle(page)
    await picture(index + 1)
  }
}

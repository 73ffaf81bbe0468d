import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const FOLDER = join(import.meta.dirname, '../../.everfile-test/pictures')

/** Takes a picture of what somebody on a path looks at, once nothing of it is still loading; kept by no git, for looking at. */
export async function pictureOf(page: Page, name: string): Promise<void> {
  await expect.poll(() => page.locator('.ant-skeleton').count()).toBe(0)
  await mkdir(FOLDER, { recursive: true })
  await page.screenshot({ path: join(FOLDER, `${name}.png`) })
}

/** The same page in each look: both themes of the language that it stands in. */
export async function picturesOf(page: Page, name: string): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.locator(`html[data-theme="${theme}"]`).waitFor()
    await pictureOf(page, `${name}-${theme}`)
  }
}

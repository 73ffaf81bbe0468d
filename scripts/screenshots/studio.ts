import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { DEMO_PASSWORD, type DemoLogin } from '#db/seed/demo-organisation.ts'
import { seat, type Door, type Look } from '#scripts/browser/chromium.ts'

export const LOOKS: readonly Look[] = (['zh-CN', 'en'] as const).flatMap((language) =>
  (['light', 'dark'] as const).map((theme) => ({ language, theme })),
)

export const nameOf = ({ language, theme }: Look): string => `${language}-${theme}`

export interface Studio {
  readonly browser: Browser
  readonly url: string
  readonly folder: string
}

const PATIENCE_MS = 30_000
/** So long after the last answer a screen asks for nothing more. */
const QUIET_MS = 400

/** Signs somebody in once; every later picture of theirs begins behind the door. */
export async function open({ browser, url }: Studio, login: DemoLogin): Promise<Door> {
  const context = await browser.newContext({ baseURL: url })
  const answer = await context.request.post('/api/session', { data: { login, password: DEMO_PASSWORD } })
  if (!answer.ok()) throw new Error(`${login} cannot sign in: ${await answer.text()}`)
  const door = await context.storageState()
  await context.close()
  return door
}

/** A browser of one look, behind somebody's door or before it, for as long as the work takes. */
export async function seated(
  { browser, url }: Studio,
  { look, door }: { readonly look: Look; readonly door: Door | undefined },
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await seat(browser, { origin: url, look, door, patienceMs: PATIENCE_MS })
  try {
    await work(await context.newPage())
  } finally {
    await context.close()
  }
}

/** A screen is ready when its heading stands and nothing of it is still on its way. */
export async function settle(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  await page.waitForFunction((quietMs) => {
    const last = performance
      .getEntriesByType('resource')
      .reduce((latest, entry) => Math.max(latest, entry.startTime + entry.duration), 0)
    return document.querySelector('.ant-skeleton') === null && performance.now() - last > quietMs
  }, QUIET_MS)
}

/** What of a screen is cut off on it: tables wider than their frame, headings of columns, buttons and inputs' hints. */
export async function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const isWider = (element: Element) => element.scrollWidth > element.clientWidth + 1
    const wide = [
      ...document.querySelectorAll('.table-frame, .data-table th, button:not(.link-button)'),
    ].filter(isWider)
    const hints = [...document.querySelectorAll('input')].filter((input) => {
      const pen = document.createElement('canvas').getContext('2d')
      if (pen === null || input.placeholder === '' || input.clientWidth === 0) return false
      const { font, paddingLeft, paddingRight } = getComputedStyle(input)
      pen.font = font
      const room = input.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight)
      return pen.measureText(input.placeholder).width > room + 1
    })
    return [...wide, ...hints].map(
      (element) =>
        `${element.tagName.toLowerCase()} “${(element.getAttribute('placeholder') ?? element.textContent).slice(0, 40)}” is cut off`,
    )
  })
}

export function fileOf(folder: string, name: string, look: Look): string {
  return path.join(folder, `${name}-${nameOf(look)}.png`)
}

/** The first entry of a list of the API. */
export async function firstOf(page: Page, address: string): Promise<string> {
  const answer = await page.request.get(address)
  const { items } = (await answer.json()) as { readonly items?: readonly { readonly id: string }[] }
  const [first] = items ?? []
  if (first === undefined) throw new Error(`nothing stands in ${address}`)
  return first.id
}

import { request, type Browser, type BrowserContext, type ConsoleMessage, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { DEMO_PASSWORD, type DemoLogin } from '#db/seed/demo-organisation.ts'
import { seat, type Door, type Look } from '#scripts/browser/chromium.ts'

export { launchChromium, type Door, type Look } from '#scripts/browser/chromium.ts'

/** A person's own browser, and what went wrong in it. */
export interface Seat {
  readonly page: Page
  readonly context: BrowserContext
  /** Errors on the console, uncaught errors, what the content policy blocked, and requests that left the site. */
  readonly faults: readonly string[]
  close(): Promise<void>
}

const USUAL: Look = { language: 'zh-CN', theme: 'light' }
/** What a condition on the page may take while two cores do everything. */
const PATIENCE_MS = 60_000

/** Sits somebody down before the site: in front of its closed door, or behind one that was opened before. */
export async function takeSeat(
  browser: Browser,
  origin: string,
  { look = USUAL, door }: { readonly look?: Look; readonly door?: Door | undefined } = {},
): Promise<Seat> {
  const context = await seat(browser, { origin, look, door, patienceMs: PATIENCE_MS })
  const page = await context.newPage()
  const faults: string[] = []
  watch(page, origin, faults)
  return { page, context, faults, close: async () => context.close() }
}

/** An answer of the API that refuses is the product's way of saying no; the browser writes it to the console all the same. */
function isRefusal(message: ConsoleMessage): boolean {
  return (
    /^Failed to load resource: the server responded with a status of 4\d\d/.test(message.text()) &&
    new URL(message.location().url).pathname.startsWith('/api/')
  )
}

function watch(page: Page, origin: string, faults: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error' && !isRefusal(message))
      faults.push(`console: ${message.text()} ${message.location().url}`)
  })
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`))
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (/^(https?|wss?):$/.test(url.protocol) && url.origin !== origin)
      faults.push(`left the site: ${url.href}`)
  })
}

/** Signs in as a person does: name, password, Enter. */
export async function signIn(
  { page }: Seat,
  login: DemoLogin,
  password: string = DEMO_PASSWORD,
): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel(/^(账号|Account)$/).fill(login)
  await page.getByLabel(/^(密码|Password)$/).fill(password)
  await page.keyboard.press('Enter')
}

/** Signs in beside the form: what a browser keeps of it. */
export async function openDoor(origin: string, login: DemoLogin): Promise<Door> {
  const caller = await request.newContext({ baseURL: origin })
  try {
    const answer = await caller.post('/api/session', { data: { login, password: DEMO_PASSWORD } })
    if (!answer.ok()) throw new Error(`${login} signs in: ${answer.status()} ${await answer.text()}`)
    return await caller.storageState()
  } finally {
    await caller.dispose()
  }
}

/** Who comes, and to which page: the worklist, unless another is named. */
export interface Visit {
  readonly origin: string
  readonly login: DemoLogin
  readonly path?: string
  readonly look?: Look
  /** By the form one lands on one's worklist. */
  readonly by?: 'form'
}

/** Somebody who has signed in, before a page of theirs. */
export async function seatOf(
  browser: Browser,
  { origin, login, path = '/worklist', look = USUAL, by }: Visit,
): Promise<Seat> {
  if (by === 'form') {
    const seat = await takeSeat(browser, origin, { look })
    await signIn(seat, login)
    await seat.page.waitForURL('**/worklist**')
    return seat
  }
  const seat = await takeSeat(browser, origin, { look, door: await openDoor(origin, login) })
  await seat.page.goto(path)
  return seat
}

/** Does a person's part in a browser of their own and sees that nothing went wrong in it. A failure leaves its picture. */
export async function as<T>(browser: Browser, visit: Visit, part: (page: Page) => Promise<T>): Promise<T> {
  const seat = await seatOf(browser, visit)
  try {
    const answer = await part(seat.page)
    expect(seat.faults).toEqual([])
    return answer
  } catch (error) {
    await seat.page.screenshot({ path: `.everfile-test/failed-${visit.login}.png` })
    throw error
  } finally {
    await seat.close()
  }
}

import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { env as environment } from 'node:process'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createBrotliDecompress } from 'node:zlib'
import { chromium, type Browser, type BrowserContext } from 'playwright-core'

/** Where distributions put a Chromium. */
const KNOWN_PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const PACKAGE = fileURLToPath(new URL('..', import.meta.resolve('@sparticuz/chromium')))
const FOLDER = fileURLToPath(new URL('../../dist/browser', import.meta.url))

/** A quiet browser: no first run, no look-ups of its own, nothing kept. */
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
]

/** The package's Chromium; a distribution's where that does not start. */
export async function launchChromium(): Promise<Browser> {
  const installed = KNOWN_PLACES.find((path) => existsSync(path))
  if (installed === undefined) return launch(await unpackShell())
  try {
    return await launch(await unpackShell())
  } catch {
    // It is built for one platform and brings no libraries along.
    return launch(installed)
  }
}

/**
 * Unpacks the package's headless shell, which has no window of its own to draw: a page takes a third of what it takes in a whole browser.
 * Two at once make the same. Answers with its path.
 */
async function unpackShell(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string }
  const path = join(FOLDER, `chromium-${version}`)
  if (existsSync(path)) return path
  await mkdir(FOLDER, { recursive: true })
  const draft = `${path}.${randomUUID()}`
  await pipeline(
    createReadStream(join(PACKAGE, 'bin', 'chromium.br')),
    createBrotliDecompress(),
    createWriteStream(draft, { mode: 0o755 }),
  )
  await rename(draft, path)
  return path
}

async function launch(executablePath: string): Promise<Browser> {
  // The sandbox of Chromium refuses to run as root; the pages it shows here are our own.
  const isRoot = process.getuid?.() === 0
  return chromium.launch({
    // Without a locale that knows them it would not say names of files in Chinese.
    env: { ...environment, LC_ALL: 'C.UTF-8' },
    executablePath,
    headless: true,
    args: [...FLAGS, ...(isRoot ? ['--no-sandbox'] : [])],
  })
}

/** What people sit in front of all day. */
export const DESK = { width: 1366, height: 768 } as const

/** A language and a theme in which a screen is looked at. */
export interface Look {
  readonly language: 'zh-CN' | 'en'
  readonly theme: 'light' | 'dark'
}

/** What a browser keeps of having signed in. */
export type Door = Awaited<ReturnType<BrowserContext['storageState']>>

interface Seating {
  readonly origin: string
  readonly look: Look
  /** Undefined: in front of the closed door. */
  readonly door: Door | undefined
  readonly patienceMs: number
}

/** A person's own browser before a site, in the archive's zone and with nothing that moves. */
export async function seat(
  browser: Browser,
  { origin, look, door, patienceMs }: Seating,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: DESK,
    locale: look.language,
    colorScheme: look.theme,
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    ...(door === undefined ? {} : { storageState: door }),
  })
  context.setDefaultTimeout(patienceMs)
  await context.addInitScript(
    (language) => localStorage.setItem('everfile.language', language),
    look.language,
  )
  return context
}

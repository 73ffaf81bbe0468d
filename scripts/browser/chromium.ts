import { env as environment } from 'node:process'
import { existsSync } from 'node:fs'
import sparticuz from '@sparticuz/chromium'
import { chromium, type Browser } from 'playwright-core'

/** Where distributions put a Chromium; the package from the registry is unpacked where there is none. */
const KNOWN_PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

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

export async function launchChromium(): Promise<Browser> {
  const installed = KNOWN_PLACES.find((path) => existsSync(path))
  const executablePath = installed ?? (await sparticuz.executablePath())
  // The sandbox of Chromium refuses to run as root; the pages it shows here are our own.
  const isRoot = process.getuid?.() === 0
  const own = installed === undefined ? sparticuz.args : []
  return chromium.launch({
    // Without a locale that knows them it would not say names of files in Chinese.
    env: { ...environment, LC_ALL: 'C.UTF-8' },
    executablePath,
    headless: true,
    args: [...FLAGS, ...own, ...(isRoot ? ['--no-sandbox'] : [])],
  })
}

/** What people sit in front of all day. */
export const DESK = { width: 1366, height: 768 } as const

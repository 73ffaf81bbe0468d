import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { DemoLogin } from '#db/seed/demo-organisation.ts'
import { launchChromium, type Door, type Look } from './browser/chromium.ts'
import { PATHS, walk } from './screenshots/newcomer.ts'
import { SCREENS, type Screen } from './screenshots/screens.ts'
import { setStage } from './screenshots/stage.ts'
import {
  cutOff,
  fileOf,
  firstOf,
  LOOKS,
  nameOf,
  open,
  seated,
  settle,
  type Studio,
} from './screenshots/studio.ts'
import { runningHere } from './servers/data-folder.mjs'

const WIDE = { width: 1920, height: 1080 } as const

/**
 * `npm run screenshots [-- --url URL] [--to DIR] [--only NAME] [--look LANGUAGE-THEME]`: every screen of the running demo site, in
 * both languages and both themes, as the person whose screen it is, and a newcomer's paths as numbered pictures.
 * Sets the stage first. A screen that cannot be shown as meant is named at the end, and the run fails. The folder is not kept by
 * git: the pictures are for looking at.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      to: { type: 'string' },
      only: { type: 'string' },
      look: { type: 'string' },
    },
  })
  const url = values.url ?? runningHere()?.url
  if (url === undefined)
    throw new Error('No site is running. Start one with `npm start`, or name one with --url.')
  const folder = path.resolve(values.to ?? 'screenshots')
  await mkdir(folder, { recursive: true })
  await setStage(url)
  const browser = await launchChromium()
  try {
    const looks = LOOKS.filter((look) => values.look === undefined || nameOf(look) === values.look)
    const isWanted = ({ name }: { readonly name: string }) =>
      values.only === undefined || name.includes(values.only)
    const spoilt = await takeAll({ browser, url, folder }, { looks, isWanted })
    if (spoilt.length > 0) throw new Error(`not shown as meant:\n${spoilt.join('\n')}`)
  } finally {
    await browser.close()
  }
}

interface Wanted {
  readonly looks: readonly Look[]
  readonly isWanted: (one: { readonly name: string }) => boolean
}

/** Answers what could not be shown, and why. */
async function takeAll(studio: Studio, { looks, isWanted }: Wanted): Promise<readonly string[]> {
  const screens = SCREENS.filter(isWanted)
  const paths = PATHS.filter(isWanted)
  const doors = new Map<DemoLogin, Door>()
  for (const who of new Set([...screens, ...paths].map((one) => one.who)))
    doors.set(who, await open(studio, who))
  const spoilt: string[] = []
  const attempt = async (name: string, look: Look, take: () => Promise<void>): Promise<void> => {
    try {
      await take()
    } catch (error) {
      spoilt.push(`${name} (${nameOf(look)}): ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  for (const look of looks) {
    if (isWanted({ name: 'sign-in' })) await attempt('sign-in', look, async () => pictureOfDoor(studio, look))
    for (const screen of screens) {
      const sitting = { look, door: doors.get(screen.who) }
      await attempt(screen.name, look, async () => pictureOf(studio, screen, sitting))
    }
    for (const one of paths) {
      const sitting = { look, door: doors.get(one.who) }
      await attempt(one.name, look, async () =>
        seated(studio, sitting, async (page) =>
          walk(page, one, async (step) =>
            page.screenshot({ path: fileOf(studio.folder, `${one.name}-${step}`, look) }),
          ),
        ),
      )
    }
  }
  console.log(
    `${screens.length} screens and ${paths.length} paths in ${looks.length} looks: ${studio.folder}`,
  )
  return spoilt
}

async function pictureOfDoor(studio: Studio, look: Look): Promise<void> {
  await seated(studio, { look, door: undefined }, async (page) => {
    await page.goto('/sign-in')
    await settle(page)
    await page.screenshot({ path: fileOf(studio.folder, 'sign-in', look) })
  })
}

interface Sitting {
  readonly look: Look
  readonly door: Door | undefined
}

async function pictureOf(studio: Studio, screen: Screen, sitting: Sitting): Promise<void> {
  const { name, of, at, first, isAlsoWide } = screen
  await seated(studio, sitting, async (page) => {
    await page.goto(of === undefined ? at : at.replace(':id', await firstOf(page, of)))
    await settle(page)
    await first?.(page)
    await page.screenshot({ path: fileOf(studio.folder, name, sitting.look) })
    const cut = await cutOff(page)
    if (cut.length > 0) throw new Error(cut.join('; '))
    if (isAlsoWide === true) {
      await page.setViewportSize(WIDE)
      await page.screenshot({ path: fileOf(studio.folder, `${name}-wide`, sitting.look) })
    }
  })
}

await main()

import { parseArgs } from 'node:util'
import { SiteView } from '#api/contract/session.ts'
import { plainDate, type PlainDate } from '#domain/dates.ts'
import { assemble } from './assemble.ts'
import { ownRecords, readInput, type GivenItem, type GivenPaperFile, type GivenRecord } from './input.ts'
import { approve, bringIntoKeeping, compile, destroy, handIn } from './life.ts'
import { bringToShelf, machinesDone, openPaperFile } from './paper-life.ts'
import { moveClockTo, type Play } from './play.ts'
import { expectNowhere, expectSomewhere, keepCertificate, verifyAll, type Searched } from './proof.ts'
import { enterDeath, enterReceipt, readBag, release, sendBatch } from './transfer-life.ts'

interface Options {
  readonly url: string
  readonly dataDir: string
  readonly transferFolder: string
  readonly input: string | undefined
}

const say = (line: string): void => console.log(line)

/** What has come out so far: histories to be verified at the end, and a line for each ending. */
interface Outcome {
  readonly histories: readonly string[]
  readonly ending: string
}

/**
 * Plays both endings of a life: an electronic item from the business system's call to its certificate of destruction, a retiree's
 * paper file to the archive that takes it over and the release of our copy. Proves what it claims.
 */
async function demonstrate({ url, dataDir, transferFolder, input }: Options): Promise<void> {
  say(`Site: ${url}`)
  const today = await todayAt(url)
  const records = input === undefined ? await ownRecords(today) : await givenIn(input, today)
  const items = records.filter((record) => record.kind === 'item')
  const onPaper = records.filter((record) => record.kind === 'paper-file')
  const files = onPaper.filter(({ scans }) => scans === 'good')
  const faulty = onPaper.filter(({ scans }) => scans === 'faulty')
  const canaries = [...items, ...files].flatMap((record) => record.canaries)
  const searched: Searched = { dataDir, transferFolder, say }
  await expectNowhere(searched, canaries, 'before anything was handed in')
  const play = await assemble(url, say)

  const outcomes: Outcome[] = []
  for (const file of faulty) outcomes.push(await playFaultyScans(play, file))
  const kept = await keepItems(play, items)
  const shelved = await shelveFiles(play, files)
  if (canaries.length > 0) await expectSomewhere(searched, canaries)
  if (shelved.length > 0) outcomes.push(await playTransfer(play, shelved, transferFolder))
  if (kept.length > 0) outcomes.push(await playDestruction(play, kept, dataDir))

  heading('What is left, and what is proved')
  await verifyAll(
    play,
    outcomes.flatMap(({ histories }) => histories),
  )
  await expectNowhere(searched, canaries, 'after the destruction and the release')
  say('')
  say(`All of it held: ${outcomes.map(({ ending }) => ending).join('; ')}.`)
}

/** Scans that no archive may take end where they belong: on the scanner's desk, with every fault named. */
async function playFaultyScans(play: Play, file: GivenPaperFile): Promise<Outcome> {
  heading(`Faulty scans: ${file.title}`)
  const recordId = await openPaperFile(play, file)
  const arrived = await bringToShelf(play, recordId, file)
  if (arrived.kind !== 'returned-to-scanner')
    throw new Error(`${file.title}: the faulty scans were let through`)
  const named = arrived.faults.filter(({ codes }) => codes.length > 0)
  if (named.length < file.pages.length)
    throw new Error(`${file.title}: only ${named.length} of ${file.pages.length} pages have a fault named`)
  say(
    `  back on the scanner's desk, as expected: ${named.length} of ${file.pages.length} pages named with their faults`,
  )
  return {
    histories: [`records/${recordId}`],
    ending: `${named.length} faulty pages named and back on the scanner's desk`,
  }
}

interface Kept {
  readonly recordId: string
  readonly dueOn: string
}

async function keepItems(play: Play, items: readonly GivenItem[]): Promise<readonly Kept[]> {
  if (items.length === 0) return []
  heading('A business system hands in')
  const ids: string[] = []
  for (const item of items) ids.push(await handIn(play, item))
  for (const recordId of ids) say(`  record ${recordId}, workflow rec/${recordId}`)
  heading('Arranged, filed, appraised, handed over, kept')
  const kept: Kept[] = []
  for (const recordId of ids) kept.push({ recordId, dueOn: await bringIntoKeeping(play, recordId) })
  return kept
}

async function shelveFiles(play: Play, files: readonly GivenPaperFile[]): Promise<readonly string[]> {
  const ids: string[] = []
  for (const file of files) {
    heading(`A retiree's file on paper: ${file.title}`)
    const recordId = await openPaperFile(play, file)
    say(`  record ${recordId}, workflow rec/${recordId}`)
    const arrived = await bringToShelf(play, recordId, file)
    if (arrived.kind !== 'kept') throw new Error(`${file.title}: the machine has sent the scans back`)
    ids.push(recordId)
  }
  for (const recordId of ids) await machinesDone(play, recordId)
  return ids
}

async function playTransfer(play: Play, recordIds: readonly string[], folder: string): Promise<Outcome> {
  heading('A death, entered by one person and confirmed by another')
  const days: string[] = []
  for (const recordId of recordIds) days.push(await enterDeath(play, recordId))
  heading('Five years later: a batch, sealed, packaged, checked, sent')
  await moveClockTo(play, days.sort().at(-1) ?? '')
  const batch = await sendBatch(play, recordIds)
  await readBag(play, batch, folder)
  heading('The receipt, entered by two persons')
  await enterReceipt(play, batch)
  heading('Five years more: our copy goes by the delete gate')
  await release(play, recordIds)
  const files = recordIds.length === 1 ? 'file' : 'files'
  return {
    histories: [...recordIds.map((id) => `records/${id}`), `transfer-batches/${batch.id}`],
    ending: `${recordIds.length} ${files} from paper to transfer ${batch.number} and release`,
  }
}

async function playDestruction(play: Play, kept: readonly Kept[], dataDir: string): Promise<Outcome> {
  heading('The years pass')
  const latest = kept
    .map(({ dueOn }) => dueOn)
    .sort()
    .at(-1)
  await moveClockTo(play, latest ?? '')
  heading('A list, sealed; four opinions; filed for record; approved with a second factor')
  const recordIds = kept.map(({ recordId }) => recordId)
  const listId = await compile(play, recordIds)
  say(`  list ${listId}, workflow disp/${listId}`)
  await approve(play, listId)
  heading('Witnesses check, the executor starts, destruction, witnesses sign, certificate')
  const list = await destroy(play, listId)
  await keepCertificate(play, { list, dataDir })
  return {
    histories: [...recordIds.map((id) => `records/${id}`), `disposal-lists/${listId}`],
    ending: `${recordIds.length} ${recordIds.length === 1 ? 'item' : 'items'} from hand-in to certificate ${list.number}`,
  }
}

function heading(text: string): void {
  say('')
  say(text)
}

async function todayAt(url: string): Promise<PlainDate> {
  const answer = await fetch(new URL('/api/site', url))
  const site = SiteView.parse(await answer.json())
  if (site.mode === 'production')
    throw new Error('This is a production site: nothing is demonstrated on real records.')
  return plainDate(site.today)
}

async function givenIn(folder: string, today: PlainDate): Promise<readonly GivenRecord[]> {
  const { records, skipped } = await readInput(folder, today)
  for (const line of skipped) say(`  ${line}`)
  if (records.length === 0) throw new Error(`${folder} holds no record that can be played.`)
  return records
}

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    data: { type: 'string' },
    transfer: { type: 'string' },
    input: { type: 'string' },
  },
})
try {
  const { url, data: dataDir, transfer: transferFolder, input } = values
  if (url === undefined || dataDir === undefined || transferFolder === undefined)
    throw new Error('--url, --data and --transfer are needed: use `npm run demo`.')
  await demonstrate({ url, dataDir, transferFolder, input })
} catch (error) {
  console.error(`\nThe demonstration did not hold: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}

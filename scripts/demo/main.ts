import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { VerificationView } from '#api/contract/records.ts'
import { SiteView } from '#api/contract/session.ts'
import { plainDate, type PlainDate } from '#domain/dates.ts'
import { DEMO_API_KEY, DEMO_SERVICES } from '#db/seed/demo-organisation.ts'
import { filesHolding } from './canary.ts'
import { signIn, systemAt } from './client.ts'
import { feedOf } from './feed.ts'
import { ownRecord, readInput, type GivenRecord } from './input.ts'
import {
  approve,
  bringIntoKeeping,
  CAST,
  compile,
  destroy,
  handIn,
  moveClockTo,
  type List,
  type Play,
} from './life.ts'

interface Options {
  readonly url: string
  readonly dataDir: string
  readonly input: string | undefined
}

const say = (line: string): void => console.log(line)

/** Plays a record from the business system's call to its certificate of destruction, and proves what it claims. */
async function demonstrate({ url, dataDir, input }: Options): Promise<void> {
  say(`Site: ${url}`)
  const today = await todayAt(url)
  const records = input === undefined ? [await ownRecord(today)] : await givenIn(input, today)
  const canaries = records.flatMap((record) => record.canaries)
  await expectNowhere(dataDir, canaries, 'before anything was handed in')
  const play = await assemble(url)

  heading('A business system hands in')
  const recordIds: string[] = []
  for (const record of records) recordIds.push(await handIn(play, record))
  for (const recordId of recordIds) say(`  record ${recordId}, workflow rec/${recordId}`)
  heading('Arranged, filed, appraised, handed over, kept')
  const dueDays: string[] = []
  for (const recordId of recordIds) dueDays.push(await bringIntoKeeping(play, recordId))
  await expectSomewhere(dataDir, canaries)

  heading('The years pass')
  await moveClockTo(play, dueDays.sort().at(-1) ?? today)
  heading('A list, sealed; four opinions; filed for record; approved with a second factor')
  const listId = await compile(play, recordIds)
  say(`  list ${listId}, workflow disp/${listId}`)
  await approve(play, listId)
  heading('Witnesses check, the executor starts, destruction, witnesses sign, certificate')
  const list = await destroy(play, listId)

  heading('What is left, and what is proved')
  await verifyAll(play, { recordIds, listId })
  await keepCertificate(play, { list, dataDir })
  await expectNowhere(dataDir, canaries, 'after the destruction')
  say('')
  say(
    `All of it held: ${recordIds.length} ${recordIds.length === 1 ? 'record' : 'records'} from hand-in to certificate ${list.number}.`,
  )
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

async function assemble(url: string): Promise<Play> {
  const people = new Map(
    await Promise.all(CAST.map(async (login) => [login, await signIn(url, login)] as const)),
  )
  const as: Play['as'] = (login) => {
    const person = people.get(login)
    if (person === undefined) throw new Error(`${login} has no part`)
    return person
  }
  const system = systemAt(url, { ...DEMO_API_KEY, name: DEMO_SERVICES[1].zh })
  return { as, system, feed: feedOf(as('duan.jingxing'), say), say }
}

const MEBIBYTE = 1_048_576

async function expectSomewhere(dataDir: string, canaries: readonly Buffer[]): Promise<void> {
  for (const canary of canaries) {
    const { found, searched, bytes } = await filesHolding(dataDir, [canary])
    if (found.length === 0)
      throw new Error(
        `The bytes that were handed in lie nowhere under ${dataDir}: nothing can be proved here.`,
      )
    say(
      `  canary: ${canary.length} bytes of the document lie in ${found.length} files of ${searched} (${Math.round(bytes / MEBIBYTE)} MiB) under ${dataDir}:`,
    )
    for (const file of found) say(`    ${file}`)
  }
}

async function expectNowhere(dataDir: string, canaries: readonly Buffer[], when: string): Promise<void> {
  const { found, searched, bytes } = await filesHolding(dataDir, canaries)
  if (found.length > 0)
    throw new Error(`The document's bytes lie under the data folder ${when}: ${found.join(', ')}`)
  say(`  canary: in none of ${searched} files (${Math.round(bytes / MEBIBYTE)} MiB) under ${dataDir} ${when}`)
}

async function verifyAll(
  { as }: Play,
  { recordIds, listId }: { readonly recordIds: readonly string[]; readonly listId: string },
): Promise<void> {
  const paths = [...recordIds.map((id) => `records/${id}`), `disposal-lists/${listId}`]
  for (const path of paths) {
    const { verdict, events, headHash, firstBad, differing } = await as('duan.jingxing').get(
      `/api/${path}/verification`,
      VerificationView,
    )
    if (verdict !== 'whole')
      throw new Error(
        `${path}: the history is ${verdict}, first bad event ${firstBad?.seq ?? 'none'}, tables ${differing.join(', ')}`,
      )
    say(`  ${path}: chain of ${events} events whole, tables equal its fold, head ${headHash}`)
  }
}

async function keepCertificate(
  { as }: Play,
  { list, dataDir }: { readonly list: List; readonly dataDir: string },
): Promise<void> {
  const { certificate, number } = list
  if (certificate === null) throw new Error(`list ${number} ended without a certificate`)
  const bytes = await as('han.shuning').bytes(`/api/objects/${certificate.objectId}/content`)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (sha256 !== certificate.sha256)
    throw new Error(`the certificate's digest is ${sha256}, the ledger says ${certificate.sha256}`)
  const folder = join(dataDir, 'demo')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, `${number}-certificate.pdf`)
  await writeFile(file, bytes, { mode: 0o600 })
  say(`  certificate: ${file}, ${bytes.length} bytes, SHA-256 ${sha256}, as in the ledger`)
}

const { values } = parseArgs({
  options: { url: { type: 'string' }, data: { type: 'string' }, input: { type: 'string' } },
})
try {
  if (values.url === undefined || values.data === undefined)
    throw new Error('--url and --data are needed: use `npm run demo`.')
  await demonstrate({ url: values.url, dataDir: values.data, input: values.input })
} catch (error) {
  console.error(`\nThe demonstration did not hold: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}

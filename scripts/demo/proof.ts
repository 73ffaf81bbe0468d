import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { VerificationView } from '#api/contract/records.ts'
import { filesHolding } from './canary.ts'
import type { List } from './life.ts'
import type { Play } from './play.ts'

/** Where bytes are looked for. What lies in the folder for another archive is that archive's, and stays. */
export interface Searched {
  readonly dataDir: string
  readonly transferFolder: string
  readonly say: (line: string) => void
}

const MEBIBYTE = 1_048_576

export async function expectSomewhere(
  { dataDir, say }: Searched,
  canaries: readonly Buffer[],
): Promise<void> {
  for (const canary of canaries) {
    const { found, searched, bytes } = await filesHolding(dataDir, [canary])
    if (found.length === 0)
      throw new Error(`The bytes that were given lie nowhere under ${dataDir}: nothing can be proved here.`)
    say(
      `  canary: ${canary.length} bytes of the document lie in ${found.length} files of ${searched} (${Math.round(bytes / MEBIBYTE)} MiB) under ${dataDir}:`,
    )
    for (const file of found) say(`    ${file}`)
  }
}

export async function expectNowhere(
  { dataDir, transferFolder, say }: Searched,
  canaries: readonly Buffer[],
  when: string,
): Promise<void> {
  const { found, searched, bytes } = await filesHolding(dataDir, canaries, transferFolder)
  if (found.length > 0) throw new Error(`The bytes lie under the data folder ${when}: ${found.join(', ')}`)
  say(
    `  canary: ${canaries.length} looked for, in none of ${searched} files (${Math.round(bytes / MEBIBYTE)} MiB) under ${dataDir} ${when}`,
  )
}

/** Each history as the auditor sees it: every hash computed again, the tables compared with the fold. */
export async function verifyAll({ as, say }: Play, paths: readonly string[]): Promise<void> {
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

export async function keepCertificate(
  { as, say }: Play,
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

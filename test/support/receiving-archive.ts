import { Readable } from 'node:stream'
import { receiveReceipt, type ArchiveReceipt } from '#domain/acts/batch-receipt.ts'
import { plainDate } from '#domain/dates.ts'
import type { Refusal } from '#domain/refusal.ts'
import type { Accepted } from '#db/gate/gate.ts'
import { readPackage } from '#activities/transfer/bag-tar.ts'
import type { ObjectStore } from '#db/objects.ts'
import { actorOn } from './actors.ts'
import type { TestSite } from './database.ts'

export interface SeenPackage {
  readonly sha256: string
  readonly faults: readonly string[]
  readonly bytes: Buffer
}

/** The archive on the other side: it fetches a package, looks into it, and accepts it, returns it with reasons, or stays silent. */
export function receivingArchive(site: TestSite, store: ObjectStore) {
  const archive = actorOn(site, 'city-archive')
  const post = async (receipt: ArchiveReceipt): Promise<Accepted | Refusal> =>
    archive.act({ subjects: [receipt.batchId], want: { items: true } }, (facts) =>
      receiveReceipt(facts, receipt),
    )
  return {
    post,
    async fetch(batchId: string): Promise<SeenPackage> {
      const [copy] = await site.admin<{ key: string }[]>`
        select c.key from object_copy c join digital_object o on o.id = c.object_id
        where o.subject_id = ${batchId} and o.role = 'package' and c.state = 'stored' and c.bucket = 'derived'`
      if (copy === undefined) throw new Error(`batch ${batchId} has no package to fetch`)
      const bytes = Buffer.concat(await (await store.get({ bucket: 'derived', key: copy.key })).toArray())
      const { sha256, faults } = await readPackage(Readable.from([bytes]))
      return { sha256, faults: faults.map(({ code }) => code), bytes }
    },
    accepts: async (batchId: string, over: Partial<ArchiveReceipt> = {}) =>
      post({ ...(await receiptOf(site, batchId)), ...over }),
    returns: async (batchId: string, reason: string, over: Partial<ArchiveReceipt> = {}) =>
      post({ ...(await receiptOf(site, batchId)), verdict: 'returned', reason, ...over }),
  }
}

async function receiptOf(site: TestSite, batchId: string): Promise<ArchiveReceipt> {
  const [row] = await site.admin<{ number: string; sha256: string; today: string }[]>`
    select number, coalesce(package_sha256, '') as sha256, archive_today()::text as today from transfer_batch where id = ${batchId}`
  return {
    batchId,
    batchNumber: row?.number ?? '',
    packageSha256: row?.sha256 ?? '',
    number: '馆收〔2026〕7号',
    on: plainDate(row?.today ?? ''),
    verdict: 'accepted',
    reason: null,
    differences: [],
  }
}

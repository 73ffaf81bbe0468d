import { userInfo } from 'node:os'
import { beginExport, endExport } from '#domain/acts/export-site.ts'
import { selectionText, type ExportSelection } from '#domain/export.ts'
import { DestinationFault } from '#activities/export/destination.ts'
import {
  exportSite,
  UnknownSelection,
  type AskedExport,
  type Exported,
} from '#activities/export/export-site.ts'
import { openAccessLog } from '#db/access-log.ts'
import { connect } from '#db/client.ts'
import { ENGINE_ID, OPERATOR_ID, SITE_ID } from '#db/fixed-ids.ts'
import { openObjectStore } from '#db/objects.ts'
import { signingKeyOf } from '#db/signing.ts'
import type { Config } from '#config.ts'
import { act } from './administer.ts'
import { readSiteMode } from './connection.ts'
import { UsageFault, type Answer, type Context } from './verb.ts'

export interface AskedVerb {
  readonly to: string
  readonly unit?: string
  readonly class?: string
  readonly fonds?: string
  readonly reason: string
}

/** The archive, or a part of it, into a folder that can be taken elsewhere. The ledger and the access log say that it was. */
export async function exportArchive({ config, progress }: Context, asked: AskedVerb): Promise<Answer> {
  const selection = selectionOf(asked)
  const siteMode = await readSiteMode(config)
  if (siteMode === 'none') throw new UsageFault('there is no site here')
  const sql = connect({ url: config.database.appUrl, name: 'everfile-export', max: 2 })
  const store = openObjectStore(config.store)
  try {
    const signingKey = config.signingKey === null ? null : signingKeyOf(config.signingKey)
    const exported = await asOperator(config, { to: asked.to, selection, reason: asked.reason }, (wanted) =>
      exportSite(
        {
          sql,
          store,
          engineId: ENGINE_ID,
          siteMode,
          signingKey,
          progress,
          begin: async (begun) =>
            act({ name: 'site.export', key: `export/${begun.exportId}/begin`, body: begun }, (facts) =>
              beginExport(facts, begun),
            ),
          end: async (ended) =>
            act(
              {
                name: 'site.export-end',
                key: `export/${ended.exportId}/end/${ended.manifestSha256}`,
                body: ended,
              },
              (facts) => endExport(facts, ended),
            ),
        },
        wanted,
      ),
    )
    return answerOf(exported, selection)
  } finally {
    store.close()
    await sql.end({ timeout: 5 })
  }
}

function selectionOf({ unit, class: classCode, fonds }: AskedVerb): ExportSelection {
  const named = [
    ...(unit === undefined ? [] : [{ kind: 'unit', value: unit } as const]),
    ...(classCode === undefined ? [] : [{ kind: 'class', value: classCode } as const]),
    ...(fonds === undefined ? [] : [{ kind: 'fonds', value: fonds } as const]),
  ]
  const [first, second] = named
  if (second !== undefined) throw new UsageFault('name a unit, a class or a fonds, and no two of them')
  return first ?? { kind: 'whole' }
}

/** Whatever comes of it, the access log holds who asked for what, and where it was to go. */
async function asOperator(
  config: Config,
  asked: AskedExport,
  work: (asked: AskedExport) => Promise<Exported>,
): Promise<Exported> {
  const sql = connect({ url: config.database.appUrl, name: 'everfile-export-log', max: 1 })
  const log = openAccessLog(sql, {
    onFault: (error) => {
      throw error
    },
  })
  const note = (result: string) =>
    log.note({
      personId: OPERATOR_ID,
      action: 'site.export',
      result,
      subjectKind: 'site',
      subjectId: SITE_ID,
      detail: `${userInfo().username}: ${selectionText(asked.selection)} to ${asked.to}`,
      purpose: asked.reason,
    })
  try {
    const exported = await work(asked)
    note('ok')
    return exported
  } catch (error) {
    if (error instanceof DestinationFault) note(`export.${error.code}`)
    else note(error instanceof UnknownSelection ? 'export.unknown' : 'export.broken-off')
    const isAsked =
      error instanceof UnknownSelection || (error instanceof DestinationFault && error.code !== 'full')
    throw isAsked ? new UsageFault(error.message) : error
  } finally {
    await log.close()
    await sql.end({ timeout: 5 })
  }
}

function answerOf(exported: Exported, selection: ExportSelection): Answer {
  const { records, files, bytes, found, faults, folder, heads, manifestSha256, way } = exported
  return {
    lines: [
      ...found.map(({ code, subject }) => `${subject}: ${code}`),
      ...(heads === 0 ? ['No signed head: this site has no signing key.'] : []),
      `${way === 'resumed' ? 'Went on with' : 'Exported'} ${selectionText(selection)}: ${records} records, ${files} files, ${bytes} bytes in ${folder}, ${faults} faults.`,
      `Manifest ${manifestSha256}: it stands in the history of the site.`,
    ],
    json: exported,
    hasFaults: faults > 0,
  }
}

import { APPOINTMENT_TABLES, ORGANISATION_TABLES, Rows, type TableName } from '#domain/state.ts'
import type { Tx } from './actor.ts'
import { fromSql, sqlNameOf } from './gate/rows.ts'

const TABLES = [...ORGANISATION_TABLES, ...APPOINTMENT_TABLES] as const
type OrganisationTable = (typeof TABLES)[number]

/** The rows of administration by the history that states them: the site's own holds its units, fonds and deputies, a person's their posts. */
export async function readOrganisation(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Rows>> {
  const bySubject = new Map<string, Rows>()
  const put = <T extends TableName>(id: string, table: T, row: Record<string, unknown>) => {
    const rows = bySubject.get(id) ?? new Rows()
    rows.load(table, fromSql(table, row))
    bySubject.set(id, rows)
  }
  for (const table of TABLES) {
    const owner = tx.unsafe(OWNER[table])
    const rows = await tx<{ owner: string; row: Record<string, unknown> }[]>`
      select ${owner} as owner, to_jsonb(x) as row from ${tx(sqlNameOf(table))} x where ${owner} = any(${[...ids]}::uuid[])`
    for (const { owner: id, row } of rows) put(id, table, row)
  }
  return bySubject
}

const OWNER: { readonly [T in OrganisationTable]: string } = {
  site: 'x.id',
  unit: '(select id from site)',
  unitName: '(select id from site)',
  fonds: '(select id from site)',
  fondsSuccession: '(select id from site)',
  person: 'x.id',
  post: 'x.person_id',
  deputy: '(select id from site)',
  identity: 'x.person_id',
  accessGrant: '(select id from site)',
  apiKey: 'x.person_id',
  postHandOver: '(select id from site)',
  classGrant: '(select o.person_id from post o where o.id = x.post_id)',
  calendarYear: '(select id from site)',
  archiveFormatList: '(select id from site)',
  scheme: 'x.id',
  schemeClass: 'x.scheme_id',
  classCadence: 'x.scheme_id',
  crosswalk: 'x.scheme_id',
  filingStatement: 'x.calendar_id',
  filingAlert: 'x.calendar_id',
  accountabilityCase: 'x.id',
  codeReservation: 'x.sequence_id',
  codeExplanation: 'x.sequence_id',
  secretStub: 'x.sequence_id',
}

/** What the policy table says of a call, worked out from the table alone, and the call itself. */
import type { LightMyRequestResponse } from 'fastify'
import { newId } from '#db/ids.ts'
import { demoUnitId } from '#db/seed/demo-organisation.ts'
import type { PolicyRow } from '#scripts/checks/access-policy.ts'
import { GRADES, type Grade } from '#domain/vocabulary.ts'
import { multipart } from './api.ts'
import { A_KEY, fixedCall, newRecord, SIGNED } from './sweep-bodies.ts'
import { CLEARANCE, type Asker, type SweepSite, type Things } from './sweep-site.ts'

/** Subjects of which there is one in each grade. */
const GRADED = ['unit', 'record', 'task', 'claimed', 'object', 'hold', 'job', 'list', 'batch', 'import']

export function isGraded(row: PolicyRow): boolean {
  return GRADED.some((subject) => subject === row.subject)
}

/** Whether somebody sees the things of the unit in a grade: by the table of roles, the place of the post, the clearance and the grants. */
export function sees({ sees: records, place, granted }: Asker, grade: Grade): boolean {
  if (granted !== 'all') return false
  if (GRADES.indexOf(grade) > GRADES.indexOf(CLEARANCE)) return false
  return records === 'all' || (records === 'unit' && place !== 'sibling')
}

/** Status of success or code of the refusal that the table foretells. */
export function foretold(row: PolicyRow, asker: Asker, grade: Grade): string {
  const isGradedRow = isGraded(row)
  const entitled = entitlementOf(row, asker)
  if (entitled === 'blind') return row.answer
  if (row.order === 'first' && entitled === 'none') return row.denied
  // Classes are no secret: who may not file in one is told so.
  if (row.subject === 'unit' && asker.granted !== 'all') return 'class.not-granted'
  // The table of a backlog is of no one class: it is seen by unit and grade.
  const seer = row.subject === 'import' ? ({ ...asker, granted: 'all' } as const) : asker
  if (isGradedRow && !sees(seer, grade)) return row.unseen
  return entitled === 'none' ? row.denied : row.answer
}

function entitlementOf({ who }: PolicyRow, { role, place, kind }: Asker): 'none' | 'entitled' | 'blind' {
  if (who === 'everyone') return 'entitled'
  if (who === 'people') return kind === 'person' ? 'entitled' : 'none'
  const fitting = who.filter((one) => one.role === role && (one.at === 'any' || place === 'own'))
  if (fitting.length === 0) return 'none'
  return fitting.some(({ sight }) => sight === 'blind') ? 'blind' : 'entitled'
}

export interface Ask {
  readonly row: PolicyRow
  readonly asker: Pick<Asker, 'headers' | 'personId'>
  readonly grade: Grade
  /** Asks for things that nobody has instead. */
  readonly of?: Things
}

/** A call that is right in form. */
export interface SweepCall {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly payload?: unknown
}

/** Calls a route as somebody, with a body that is right in form. */
export async function ask(site: SweepSite, asked: Ask) {
  const { payload, ...call } = callOf(site, asked)
  return await site.api.app.inject({
    ...call,
    ...(payload === undefined ? {} : { payload: payload as Record<string, unknown> }),
  })
}

export function callOf(site: SweepSite, { row, asker, grade, of = site.things[grade] }: Ask): SweepCall {
  const [method = 'GET', path = ''] = row.route.split(' ')
  const { body, query = '', headers = {} } = saidTo(row.route, { site, of, grade, personId: asker.personId })
  return {
    method: method as SweepCall['method'],
    url: `${addressOf(path, { row, of, site, asker })}${query}`,
    headers: { ...asker.headers, 'idempotency-key': newId(), ...headers },
    ...(body === undefined ? {} : { payload: body }),
  }
}

/** As the table words it: a status of success, else the code of the problem. */
export function outcomeOf(response: LightMyRequestResponse): string {
  return response.statusCode < 400 ? String(response.statusCode) : response.json<{ code: string }>().code
}

interface Addressed {
  readonly row: PolicyRow
  readonly of: Things
  readonly site: SweepSite
  readonly asker: Pick<Asker, 'personId'>
}

function addressOf(path: string, { row, of, site, asker }: Addressed): string {
  const { subject } = row
  const ids: Readonly<Record<string, string>> = {
    ...of,
    person: asker.personId,
    schedule: site.scheduleId,
  }
  return path
    .replace('{id}', ids[subject] ?? newId())
    .replace('{eventId}', of.trigger)
    .replace('{objectId}', of.object)
    .replaceAll(/\{(page|seq)\}/g, '1')
    .replace('{form}', 'F04')
    .replace('{barcode}', 'K1-01-01')
    .replaceAll(/\{\w+\}/g, () => newId())
}

interface Said {
  readonly body?: unknown
  readonly query?: string
  readonly headers?: Readonly<Record<string, string>>
}

interface Saying {
  readonly site: SweepSite
  readonly of: Things
  readonly grade: Grade
  readonly personId: string
}

/** Refused with its row: its class stands below one that is not there. */
const SCHEME = {
  nameZh: '新',
  nameEn: 'New',
  classes: [{ code: 'A', parent: 'B', nameZh: '甲', nameEn: 'A' }],
}
const ORDERED = { authority: '编办文件' }
const NUMBERS = { classCode: 'SI-5-03', year: 2015, firstNumber: 1, lastNumber: 2, purpose: '权限检查' }
const REASON = { reason: '权限检查' }
const AHEAD = '2199-01-01'

function saidTo(route: string, { site, of, grade, personId }: Saying): Said {
  const file = () => {
    const { body, headers } = multipart([
      { name: 'file', content: 'x', filename: 'x.txt', type: 'text/plain' },
    ])
    return { body, headers }
  }
  switch (route) {
    case 'GET /api/find':
    case 'GET /api/search':
      return { query: '?q=权限检查' }
    case 'GET /api/audit/rights':
    case 'GET /api/audit/rights.csv':
      return { query: `?personId=${personId}&on=2026-12-31` }
    case 'GET /api/records/{id}/reserved-numbers':
      return { query: '?classCode=SI-5-03' }
    case 'GET /api/tasks':
      return { query: '?view=group' }
    case 'GET /api/filed-items':
      return { query: `?unitId=${newId()}&year=2016&period=10` }
    case 'POST /api/errands':
      return { body: { kind: 'box-forms', unitId: newId(), year: 2016, period: 10 } }
    case 'GET /api/exports':
      return { query: '?what=records&format=csv&language=en' }
    case 'GET /api/records/{id}/replay':
      return { query: '?on=2026-01-01' }
    case 'GET /api/records/{id}/comparison':
    case 'GET /api/audit/histories/{id}/comparison':
      return { query: '?from=2026-01-01&to=2026-01-02' }
    case 'POST /api/session':
      return { body: { login: `sweep-${newId()}`, password: 'wrong' } }
    case 'POST /api/session/password':
      return { body: { old: 'wrong', new: 'Another-Lantern-2027' } }
    case 'POST /api/factor/confirmation':
      return { body: { code: '000000' } }
    case 'POST /api/tasks/{id}/complete':
      return { body: { outcome: 'arranged', form: {} } }
    case 'POST /api/tasks/{id}/delegation':
      return { body: { to: newId(), ...REASON } }
    case 'POST /api/tasks/{id}/reassignment':
      return { body: { to: null, ...REASON } }
    case 'POST /api/tasks/{id}/draft':
      return { body: { values: {} } }
    case 'POST /api/comments/{id}':
      return { body: { text: '请核对' } }
    case 'POST /api/views':
      return { body: { screen: 'worklist', name: newId(), search: {} } }
    case 'POST /api/notices/read':
      return { body: { positions: [] } }
    case 'POST /api/deputies':
      return { body: { postId: newId(), deputyId: newId(), fromOn: AHEAD, toOn: AHEAD } }
    case 'POST /api/records/{id}/purpose':
      return { body: { kind: 'inspection', text: '权限检查' } }
    case 'GET /api/hand-overs/register':
      return { query: `?postId=${newId()}` }
    case 'POST /api/hand-overs':
      return { body: { postId: newId(), toId: newId(), note: '轮岗' } }
    case 'POST /api/hand-overs/{id}/factor-options':
      return { body: { registerHash: '0'.repeat(64) } }
    case 'POST /api/hand-overs/{id}/confirmation':
    case 'POST /api/hand-overs/{id}/acceptance':
      return { body: { registerHash: '0'.repeat(64), totp: '000000' } }
    case 'POST /api/hand-overs/{id}/withdrawal':
    case 'POST /api/relations/{id}/withdrawal':
      return { body: REASON }
    case 'POST /api/quarantine/{id}/decision':
      return { body: { finding: 'no-secret', reason: '权限检查' } }
    case 'POST /api/secret-stubs/{id}/end':
      return { body: { as: 'declassified', reference: '2026-01' } }
    case 'POST /api/access-requests':
      return { body: { code: `J021-${newId()}`, days: 7, purpose: '权限检查' } }
    case 'POST /api/records/{id}/relations':
      return { body: { type: 'refers-to', code: `J021-${newId()}`, ...REASON } }
    case 'POST /api/access-requests/class':
      return { body: { unitId: newId(), classCode: 'SI-5-03', years: null, days: 7, purpose: '权限检查' } }
    case 'POST /api/access-requests/{id}/decision':
      return { body: { decision: 'refuse', ...REASON } }
    case 'POST /api/records':
      return { body: newRecord(grade) }
    case 'POST /api/lifecycles':
      return { body: { ...newRecord(grade), sourceReference: newId() } }
    case 'POST /api/records/{id}/objects':
      return { body: { uploadIds: [newId()] } }
    case 'POST /api/records/{id}/events-entered':
      return { body: { kind: 'death', on: '2020-01-01', evidence: '死亡证明' } }
    case 'POST /api/records/{id}/reopening':
    case 'POST /api/records/{id}/renumbering':
    case 'POST /api/records/{id}/closing':
    case 'POST /api/records/{id}/items/{itemId}/withdrawal':
      return { body: REASON }
    case 'POST /api/records/{id}/items':
      return {
        body: {
          entry: {
            title: '补件',
            responsible: '失业保险科',
            documentNo: null,
            formedOn: '2015-03-02',
            firstPage: 2,
            lastPage: 2,
          },
        },
      }
    case 'POST /api/records/{id}/metadata':
      return { body: { values: {} } }
    case 'POST /api/records/{id}/end-by-hand':
      return { body: { endsOn: '2298-01-01', ...REASON } }
    case 'POST /api/records/{id}/end-by-hand/lift':
      return { body: REASON }
    case 'POST /api/records/{id}/own-rule':
      return { body: { period: { kind: 'permanent' }, ...REASON } }
    case 'POST /api/records/{id}/own-rule/{ruleId}/decision':
      return { body: { decision: 'confirm' } }
    case 'POST /api/records/{id}/contents':
      return { body: { entries: [] } }
    case 'POST /api/records/{id}/pages':
      return { body: { pages: [{ uploadId: newId() }] } }
    case 'POST /api/records/{id}/placements':
      return { body: { barcode: 'K1-01-01', ...REASON } }
    case 'POST /api/records/{id}/holds':
      return { body: { ...REASON, authority: '法院', reviewOn: AHEAD } }
    case 'GET /api/standing-holds/preview':
      return { query: '?classCode=SI-5-03' }
    case 'POST /api/standing-holds':
      return {
        body: { ...REASON, scope: { kind: 'file', recordId: newId() }, authority: '法院', reviewOn: AHEAD },
      }
    case 'POST /api/standing-holds/{id}/lift-proposal':
      return { body: { ...REASON, extent: 'all' } }
    case 'POST /api/upload-sessions':
      return { body: { name: 'x.txt', sizeBytes: 1 } }
    case 'POST /api/upload-sessions/{id}/chunks':
      return { ...file(), query: '?offset=0' }
    case 'POST /api/uploads':
      return file()
    case 'POST /api/holds/{id}/lift':
    case 'POST /api/standing-holds/{id}/lift':
      return { body: { decision: 'confirm' } }
    case 'POST /api/disposal-lists':
    case 'POST /api/transfer-batches':
      return { body: { title: '权限检查', recordIds: [of.record] } }
    case 'POST /api/transfer-batches/{id}/receipt':
      return {
        body: {
          batchNumber: 'T',
          packageSha256: '0'.repeat(64),
          number: '1',
          on: '2026-01-01',
          verdict: 'accepted',
        },
      }
    case 'POST /api/imports':
      return {
        body: {
          uploadId: newId(),
          name: '权限检查',
          mapping: { title: 0, formedOn: 1, classCode: 2 },
          formingUnitId: demoUnitId('unemployment'),
          classCode: null,
          grade,
          carrier: 'paper',
        },
      }
    case 'POST /api/imports/{id}/approval':
      return { body: { checkDigest: SIGNED.sha256, confirm: '别的' } }
    case 'POST /api/imports/{id}/state':
      return { body: { to: 'paused' } }
    case 'POST /api/imports/{id}/discard':
      return { body: REASON }
    case 'POST /api/imports/{id}/withdrawal':
      return { body: { ...REASON, confirm: '权限检查' } }
    case 'POST /api/schedules':
      return {
        body: { basedOnId: site.scheduleId, version: 'SWEEP-1', effectiveOn: AHEAD, csv: site.scheduleCsv },
      }
    case 'POST /api/schedules/{id}/rows':
      return { body: { csv: site.scheduleCsv } }
    case 'POST /api/schedules/{id}/rows/{rowId}/confirmation':
      return { body: { note: '已核对' } }
    case 'POST /api/schedules/{id}/redating/{jobId}/state':
      return { body: { to: 'paused' } }
    case 'POST /api/structure/units':
      return { body: { parent: newId(), kind: 'section', nameZh: '新', nameEn: 'New' } }
    case 'POST /api/structure/units/{id}/name':
      return { body: { nameZh: '新', nameEn: 'New', fromOn: '2020-01-01', ...ORDERED } }
    case 'POST /api/structure/units/{id}/place':
      return { body: { parent: newId(), on: '2020-01-01', ...ORDERED } }
    case 'POST /api/structure/units/{id}/live-day':
      return { body: { on: '2120-01-01', ...ORDERED } }
    case 'POST /api/structure/units/{id}/end':
      return { body: { toOn: '2020-01-01', heir: null, ...ORDERED } }
    case 'POST /api/structure/units/{id}/split':
      return { body: { into: [newId(), newId()], heir: newId(), toOn: '2020-01-01', ...ORDERED } }
    case 'POST /api/structure/mergers':
      return { body: { units: [newId()], into: newId(), toOn: '2020-01-01', ...ORDERED } }
    case 'POST /api/structure/fonds':
      return { body: { code: 'J999', nameZh: '新', nameEn: 'New', agency: newId() } }
    case 'POST /api/structure/fonds/{id}/succession':
      return { body: { way: 'closed', successor: newId(), ...ORDERED } }
    case 'POST /api/codes/reservations':
      return { body: { fondsId: newId(), ...NUMBERS, holderUnitId: newId() } }
    case 'POST /api/codes/explanations':
      return { body: { fondsId: newId(), year: 2015, block: 'J021-WS·2015·Y', number: 1, ...REASON } }
    case 'POST /api/schemes':
      return { body: { line: 'SWEEP', version: '1', effectiveOn: '2020-01-01', ...SCHEME, ...ORDERED } }
    case 'POST /api/scheme-classes/{id}/cadence':
      return { body: { cadence: 'year', fromOn: '2020-01-01', ...ORDERED } }
    case 'POST /api/filing-calendar/statements':
      return {
        body: {
          unitId: demoUnitId('unemployment'),
          classId: newId(),
          fromOn: '2020-01-01',
          toOn: '2020-01-31',
        },
      }
    case 'POST /api/accountability-cases':
      return { body: { alertId: newId(), headId: newId(), directId: newId() } }
    case 'POST /api/accountability-cases/{id}/order':
      return { body: { text: '限期改正', dueOn: AHEAD } }
    case 'POST /api/accountability-cases/{id}/reply':
    case 'POST /api/accountability-cases/{id}/closing':
      return { body: { text: '已核对' } }
    case 'POST /api/disposal-lists/{id}/samples':
      return {
        body: {
          classCode: 'SI-5-03',
          rule: { kind: 'every-nth', n: 10 },
          period: { kind: 'permanent' },
          ...REASON,
        },
      }
    case 'POST /api/clock':
      return { body: { to: AHEAD, ...REASON } }
    case 'POST /api/keys':
      return { body: { name: 'x', personId: newId(), expiresOn: AHEAD } }
    case 'POST /api/keys/{id}/rotation':
      return { body: { expiresOn: AHEAD, overlapDays: 1 } }
    case 'POST /api/session/factor':
      return { body: { code: '000000' } }
    case 'POST /api/authenticators':
      return { body: { name: 'x', response: A_KEY } }
    case 'POST /api/tasks/{id}/factor-options':
      return { body: { registerHash: '0'.repeat(64) } }
    case 'POST /api/accounts/{id}/identities':
      return { body: { subject: 'sweep' } }
    case 'POST /api/accounts/{id}/identities/{identityId}/end':
    case 'POST /api/accounts/{id}/unlock':
    case 'POST /api/accounts/{id}/sessions-end':
    case 'POST /api/accounts/{id}/factor-reset':
    case 'POST /api/holds/{id}/lift-proposal':
    case 'POST /api/disposal-lists/{id}/stop':
    case 'POST /api/disposal-lists/{id}/abort':
    case 'POST /api/schedules/{id}/return':
    case 'POST /api/codes/reservations/{id}/release':
      return { body: REASON }
    default:
      return fixedCall(route, grade)
  }
}

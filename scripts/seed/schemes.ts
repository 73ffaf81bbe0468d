import type { ActName } from '#domain/access.ts'
import type { AdministrationDecision } from '#domain/acts/administer.ts'
import { stateFiling } from '#domain/acts/filings.ts'
import { activateScheme, draftScheme, type DraftedClass, type SchemeDraft } from '#domain/acts/schemes.ts'
import type { StructureFacts } from '#domain/acts/structure-facts.ts'
import { plainDate, type PlainDate } from '#domain/dates.ts'
import { closeOf, startOfPeriod } from '#domain/filing-calendar.ts'
import { scopeTo } from '#db/actor.ts'
import type { Sql } from '#db/client.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { restructure, type StructureRequest } from '#db/gate/structure.ts'
import { demoPersonId, demoUnitId, type DemoLogin } from '#db/seed/demo-organisation.ts'

const LINE = { line: 'SI', authority: '档案分类方案（演示）' } as const
const inWords = (code: string, [nameZh, nameEn]: readonly [string, string]) => ({ code, nameZh, nameEn })
const UNEMPLOYMENT = { parent: null, recordClasses: ['SI-5-03'], units: [demoUnitId('unemployment')] }
const PENSION = { parent: null, recordClasses: ['SI-1-02'], units: [demoUnitId('pension')] }
const WORDS = {
  unemployment: ['失业保险业务', 'Unemployment insurance'],
  pension: ['养老保险业务', 'Pension insurance'],
} as const

/** By employer, then by quarter, then by ten days: as a bureau's way of filing changes, with both codes known ever after. */
function draftsFor(effectiveOn: PlainDate): readonly SchemeDraft[] {
  const classesOf = (prefix: string, cadence: DraftedClass['cadence']): readonly DraftedClass[] => [
    { ...inWords(`${prefix}-SY`, WORDS.unemployment), ...UNEMPLOYMENT, cadence },
    { ...inWords(`${prefix}-YL`, WORDS.pension), ...PENSION, cadence },
  ]
  const walk = (fromVersion: string, [from, to]: readonly [string, string], note: string) =>
    ['SY', 'YL'].map((part) => ({ fromVersion, from: `${from}-${part}`, to: `${to}-${part}`, note }))
  return [
    {
      ...LINE,
      version: '1996',
      nameZh: '年度—参保单位',
      nameEn: 'Year and employer',
      effectiveOn: plainDate('1996-01-01'),
      classes: classesOf('DW', null),
      crosswalk: [],
    },
    {
      ...LINE,
      version: '2010',
      nameZh: '年度—季',
      nameEn: 'Year and quarter',
      effectiveOn: plainDate('2010-01-01'),
      classes: classesOf('JD', null),
      crosswalk: walk('1996', ['DW', 'JD'], '改按季度'),
    },
    {
      ...LINE,
      version: effectiveOn.slice(0, 4),
      nameZh: '年度—旬',
      nameEn: 'Year and ten days',
      effectiveOn,
      classes: classesOf('XJ', 'ten-days'),
      crosswalk: walk('2010', ['JD', 'XJ'], '改按旬'),
    },
  ]
}

/** Three versions of a scheme with their crosswalk, before anything is filed by the last of them. */
export async function seedSchemes(sql: Sql, today: PlainDate): Promise<void> {
  for (const [index, draft] of draftsFor(startOfPeriod('ten-days', today)).entries()) {
    const key = `seed/scheme/${index + 1}`
    const drafted = await acts(sql, {
      login: 'han.shuning',
      key,
      act: 'scheme.draft',
      decide: (facts) => draftScheme(facts, draft),
    })
    const schemeId = drafted['schemeId'] ?? ''
    await acts(sql, {
      login: 'wei.changqing',
      key: `${key}/active`,
      act: 'scheme.activate',
      decide: (facts) => activateScheme(facts, schemeId),
    })
  }
}

/** Of the ten days that have closed since, one unit states its filing; the other has still to do it. */
export async function seedFiling(sql: Sql): Promise<void> {
  const unitId = demoUnitId('pension')
  const [row] = await sql.begin('read only', async (tx) => {
    await scopeTo(tx, { kind: 'person', id: ENGINE_ID })
    return tx<{ classId: string; fromOn: PlainDate }[]>`
      select c.id as "classId", s.effective_on::text as "fromOn" from scheme_class c join scheme s on s.id = c.scheme_id where c.code = 'XJ-YL'`
  })
  if (row === undefined) throw new Error('the last scheme is not in force')
  const span = { ...row, unitId, toOn: closeOf('ten-days', row.fromOn) }
  await acts(sql, {
    login: 'tang.ruoxi',
    key: 'seed/filing',
    act: 'filing.state',
    filingsOf: [unitId],
    count: span,
    decide: (facts) => stateFiling(facts, { ...span, note: '' }),
  })
}

type Doing = Pick<StructureRequest, 'key' | 'filingsOf' | 'count'> & {
  readonly login: DemoLogin
  readonly act: ActName
  readonly decide: (facts: StructureFacts) => AdministrationDecision
}

async function acts(sql: Sql, { login, act, decide, ...request }: Doing) {
  const principal = { kind: 'person', id: demoPersonId(login) } as const
  const done = await restructure(sql, { ...request, name: act, act, principal, body: {} }, decide)
  if (done.kind === 'refused')
    throw new Error(`${request.key} was refused: ${done.code} ${JSON.stringify(done.detail)}`)
  return done.answer
}

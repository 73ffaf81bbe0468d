import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { foundSite, type Founding } from '#domain/acts/found-site.ts'
import { dateInZone, type PlainDate } from '#domain/dates.ts'
import type { Role } from '#domain/vocabulary.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { OPERATOR_PERSON } from '#db/gate/administration.ts'
import { newId } from '#db/ids.ts'
import { readDatabaseConfig } from '#config.ts'
import { act, firstCredential, firstPassword } from './administer.ts'
import { hasGate } from './connection.ts'
import { table, UsageFault, type Answer } from './verb.ts'

const names = z.strictObject({ zh: z.string().trim().min(1).max(100), en: z.string().trim().min(1).max(100) })
const somebody = z.strictObject({ login: z.string(), ...names.shape })

/** What a founding asks for; everything else follows by `everfile unit` and `everfile user`. */
const plan = z.strictObject({
  name: names,
  zone: z.string().default('Asia/Shanghai').refine(isZone, 'is no time zone that this machine knows'),
  mode: z.enum(['production', 'test']).default('production'),
  coolingDays: z.int().min(1).max(365).default(7),
  backupDays: z.int().min(1).max(365).default(35),
  fonds: z.strictObject({ code: z.string(), ...names.shape }),
  bureau: names,
  /** The body whose fonds it is, where that is not the bureau itself. */
  agency: names.optional(),
  archivesOffice: names.default({ zh: '办公室（档案）', en: 'Archives Office' }),
  systemAdmin: somebody,
  securityAdmin: somebody,
  auditAdmin: somebody,
})
type Plan = z.infer<typeof plan>
type Somebody = z.infer<typeof somebody>

export interface AskedFounding {
  readonly from?: string
  readonly key?: string
  readonly [flag: string]: string | undefined
}

/** The first rows of a site. The three first passwords are printed here and nowhere else; each must be changed at sign-in. */
export async function init(asked: AskedFounding): Promise<Answer> {
  const wanted = planOf(asked)
  if (!(await hasGate(readDatabaseConfig())))
    throw new UsageFault('the database has no form yet: run everfile migrate first')
  const founding = foundingOf(wanted, dateInZone(Date.now(), wanted.zone))
  const people = founding.people.filter(({ kind }) => kind !== 'service')
  const passwords = new Map(people.map(({ id }) => [id, firstPassword()]))
  const { replayed, answer } = await act(
    {
      name: 'site.found',
      key: asked.key,
      body: wanted,
      zone: wanted.zone,
      credentials: async () =>
        Promise.all([...passwords].map(async ([id, password]) => firstCredential(id, password))),
    },
    (facts) => foundSite(facts, founding),
  )
  if (replayed)
    return {
      lines: ['This site was founded so before; its first passwords were printed then.'],
      json: answer,
    }
  const logins = people.map(({ id, login, posts }) => ({
    login,
    role: posts[0]?.role ?? '',
    password: passwords.get(id) ?? '',
  }))
  const rows = logins.map(({ login, role, password }) => [login, role, password])
  return {
    lines: [
      `Founded ${wanted.name.en}, a ${wanted.mode} site, with fonds ${wanted.fonds.code}.`,
      'First passwords, printed only now; each must be changed at sign-in:',
      ...table([['login', 'role', 'first password'], ...rows]),
      'Next: everfile unit add, everfile user add, then npm start.',
    ],
    json: { ...answer, logins },
  }
}

/** From a file or standard input as JSON, or from flags. */
function planOf(asked: AskedFounding): Plan {
  const given = asked.from === undefined ? fromFlags(asked) : readPlan(asked.from)
  const result = plan.safeParse(given)
  if (result.success) return result.data
  throw new UsageFault(
    `the site cannot be founded so: ${result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`,
  )
}

function readPlan(from: string): unknown {
  try {
    return JSON.parse(readFileSync(from === '-' ? 0 : from, 'utf8'))
  } catch (error) {
    throw new UsageFault(
      `${from} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

function fromFlags(flags: Readonly<Record<string, string | undefined>>): unknown {
  const pair = (name: string) => {
    const [zh, en] = [flags[`${name}Zh`], flags[`${name}En`]]
    return zh === undefined && en === undefined ? undefined : { zh, en }
  }
  return {
    name: pair('name'),
    zone: flags['zone'],
    mode: flags['mode'],
    fonds: { code: flags['fonds'], ...(pair('fondsName') ?? pair('agency') ?? pair('bureau')) },
    bureau: pair('bureau'),
    agency: pair('agency'),
    archivesOffice: pair('archivesOffice'),
    systemAdmin: personFrom(flags['systemAdmin']),
    securityAdmin: personFrom(flags['securityAdmin']),
    auditAdmin: personFrom(flags['auditAdmin']),
  }
}

/** `login:中文名:Latin name`. */
function personFrom(text: string | undefined): Partial<Somebody> | undefined {
  if (text === undefined) return undefined
  const [login, zh, en] = text.split(':')
  return {
    ...(login === undefined ? {} : { login }),
    ...(zh === undefined ? {} : { zh }),
    ...(en === undefined ? {} : { en }),
  }
}

function foundingOf(wanted: Plan, today: PlainDate): Founding {
  const [bureauId, officeId] = [newId(), newId()]
  const agencyId = wanted.agency === undefined ? bureauId : newId()
  const unit = (id: string, parentId: string | null, { zh, en }: { zh: string; en: string }) => ({
    id,
    parentId,
    nameZh: zh,
    nameEn: en,
    fromOn: today,
  })
  const admin = ({ login, zh, en }: Somebody, role: Role) => ({
    id: newId(),
    login,
    nameZh: zh,
    nameEn: en,
    clearance: 'internal' as const,
    posts: [{ unit: bureauId, role, appraiserKind: null }],
  })
  return {
    site: {
      mode: wanted.mode,
      nameZh: wanted.name.zh,
      nameEn: wanted.name.en,
      zone: wanted.zone,
      coolingDays: wanted.coolingDays,
      backupDays: wanted.backupDays,
    },
    units: [
      { ...unit(bureauId, null, wanted.bureau), kind: 'bureau' },
      ...(wanted.agency === undefined
        ? []
        : [{ ...unit(agencyId, bureauId, wanted.agency), kind: 'agency' as const }]),
      { ...unit(officeId, agencyId, wanted.archivesOffice), kind: 'archives-office' },
    ],
    fonds: {
      id: newId(),
      code: wanted.fonds.code,
      nameZh: wanted.fonds.zh,
      nameEn: wanted.fonds.en,
      agencyUnitId: agencyId,
      archivesUnitId: officeId,
      bureauUnitId: bureauId,
    },
    people: [
      OPERATOR_PERSON,
      {
        id: ENGINE_ID,
        kind: 'service',
        login: 'engine',
        nameZh: '流程引擎',
        nameEn: 'Lifecycle engine',
        clearance: 'restricted',
        posts: [{ unit: bureauId, role: 'engine', appraiserKind: null }],
      },
      admin(wanted.systemAdmin, 'system-admin'),
      admin(wanted.securityAdmin, 'security-admin'),
      admin(wanted.auditAdmin, 'audit-admin'),
    ],
  }
}

function isZone(zone: string): boolean {
  return Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC'
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseTable } from '#db/reference/csv.ts'
import { ROLES, type Role } from '#domain/vocabulary.ts'
import { conclude, projectRoot } from './project.ts'
import type { Outcome } from './project.ts'

/** What an address is about: one of the things that somebody sees or not, a list of them, or nothing that belongs to anybody. */
export const POLICY_SUBJECTS = [
  'open',
  'none',
  'stream',
  'unit',
  'person',
  'record',
  'task',
  'claimed',
  'object',
  'hold',
  'job',
  'list',
  'batch',
  'import',
  'schedule',
  'records',
  'tasks',
  'holds',
  'incidents',
  'lists',
  'batches',
  'imports',
] as const
export type PolicySubject = (typeof POLICY_SUBJECTS)[number]

/** Who may, and whether only with a post in the very unit of the thing; `blind`, written `role!`: whether they see it or not. */
export interface Entitled {
  readonly role: Role
  readonly at: 'any' | 'own'
  readonly sight: 'needed' | 'blind'
}

/** A row of the policy: who may call a route, and what everybody else is answered. */
export interface PolicyRow {
  readonly route: string
  readonly subject: PolicySubject
  /** Answer to who does not see the thing; empty where there is nothing to see. */
  readonly unseen: string
  /** `everyone`, `people` without services, or named roles. */
  readonly who: 'everyone' | 'people' | readonly Entitled[]
  readonly denied: string
  /** `first`, written `code!`: said before anything is looked for. */
  readonly order: 'first' | 'after'
  /** Status of success, or the code of what stands against the act for other reasons. */
  readonly answer: string
}

export interface RoleRow {
  readonly role: Role
  /** Whose records a post of this role shows. */
  readonly records: 'unit' | 'all' | 'none'
  readonly kind: 'person' | 'service'
}

const POLICY_FILE = join(projectRoot, 'docs', 'access-policy.csv')
const ROLES_FILE = join(projectRoot, 'docs', 'access-roles.csv')

/** @throws Error on a word that the table does not know */
export function policyIn(csv: string): readonly PolicyRow[] {
  const rows = parseTable(csv, ['route', 'subject', 'unseen', 'roles', 'denied', 'answer'])
  return rows.map(({ subject, roles, denied, ...row }) => ({
    ...row,
    denied: denied.replace(/!$/, ''),
    order: denied.endsWith('!') ? 'first' : 'after',
    subject: oneOf(POLICY_SUBJECTS, subject),
    who: roles === '*' ? 'everyone' : roles === 'people' ? 'people' : roles.split(' ').map(entitled),
  }))
}

export function readPolicy(): readonly PolicyRow[] {
  return policyIn(readFileSync(POLICY_FILE, 'utf8'))
}

export function readRoles(): readonly RoleRow[] {
  return parseTable(readFileSync(ROLES_FILE, 'utf8'), ['role', 'records', 'kind']).map((row) => ({
    role: oneOf(ROLES, row.role),
    records: oneOf(['unit', 'all', 'none'], row.records),
    kind: oneOf(['person', 'service'], row.kind),
  }))
}

function entitled(word: string): Entitled {
  const [, role = '', at = 'any', mark] = /^([a-z-]+)(?:@(own))?(!)?$/.exec(word) ?? []
  return {
    role: oneOf(ROLES, role),
    at: oneOf(['any', 'own'], at),
    sight: mark === undefined ? 'needed' : 'blind',
  }
}

function oneOf<T extends string>(known: readonly T[], given: string): T {
  const found = known.find((one) => one === given)
  if (found === undefined) throw new Error(`"${given}" is none of ${known.join(', ')}`)
  return found
}

/** Routes that the document does not show: a stream never ends, so it has no answer to describe. */
const BESIDE_DOCUMENT = ['GET /api/stream']

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** `METHOD /path` of everything that is served. */
export function routesIn(document: OpenApi): readonly string[] {
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  return [...described, ...BESIDE_DOCUMENT]
}

/** Every route stands in the policy once, every row of the policy is a route, and every role is known. */
export function checkPolicy(
  routes: readonly string[],
  policy: readonly PolicyRow[],
  roles: readonly RoleRow[],
): Outcome {
  const named = policy.map((row) => row.route)
  const faults = [
    ...routes.filter((route) => !named.includes(route)).map((route) => `${route} is not in the policy`),
    ...named.filter((route) => !routes.includes(route)).map((route) => `${route} is no route`),
    ...named.filter((route, at) => named.indexOf(route) !== at).map((route) => `${route} stands there twice`),
    ...ROLES.filter((role) => !roles.some((row) => row.role === role)).map(
      (role) => `${role} is not described`,
    ),
  ]
  return { faults, read: policy.length }
}

if (import.meta.main) {
  const document = JSON.parse(readFileSync(join(projectRoot, 'openapi.json'), 'utf8')) as OpenApi
  conclude('routes with their policy', checkPolicy(routesIn(document), readPolicy(), readRoles()))
}

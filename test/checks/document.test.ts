import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { referenced } from '#api/plugins/referenced.ts'
import { readPolicy } from '#scripts/checks/access-policy.ts'
import { projectRoot } from '#scripts/checks/project.ts'
import { refusalsOf } from '#scripts/refusals.ts'

interface Schema {
  readonly $ref?: string
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
}
interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>
}
interface Operation {
  readonly summary?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly description?: string
  }[]
  readonly requestBody?: Content
  readonly responses: Readonly<Record<string, Content & { readonly description?: string }>>
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>>; readonly responses: unknown }
}

const document = JSON.parse(readFileSync(join(projectRoot, 'openapi.json'), 'utf8')) as Document
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
)

/** Fields of a schema and of all below it, those of a named schema once. */
function* fieldsOf(
  node: unknown,
  where: string,
  seen = new Set<string>(),
): Generator<readonly [string, Schema]> {
  if (typeof node !== 'object' || node === null) return
  const { $ref, properties } = node as Schema
  const name = $ref?.split('/').at(-1)
  if (name !== undefined && !seen.has(name)) {
    seen.add(name)
    yield* fieldsOf(document.components.schemas[name], name, seen)
  }
  for (const [field, schema] of Object.entries(properties ?? {})) yield [`${where}.${field}`, schema]
  for (const below of Object.values(node)) yield* fieldsOf(below, where, seen)
}

test('every operation has a summary, a tag, an answer of success with a schema, and its problems', () => {
  const bare = operations.filter(
    ([, { summary, tags = [], responses }]) =>
      summary === undefined ||
      tags.length === 0 ||
      responses['default'] === undefined ||
      !Object.entries(responses).some(
        ([status, { content = {} }]) =>
          status === '302' || (status.startsWith('2') && Object.values(content).some(({ schema }) => schema)),
      ),
  )
  expect(bare.map(([name]) => name)).toEqual([])
  expect(operations.length).toBeGreaterThan(200)
})

test('every parameter and every field of a request or an answer says what it is', () => {
  const parameters = operations.flatMap(([name, { parameters = [] }]) =>
    parameters.filter(({ description }) => description === undefined).map((one) => `${name} ${one.name}`),
  )
  expect(parameters).toEqual([])
  const bodies = operations.flatMap(([name, { requestBody }]) => [...fieldsOf(requestBody, name)])
  const mute = bodies.filter(([, { description }]) => description === undefined).map(([field]) => field)
  expect([...new Set(mute)]).toEqual([])
  expect(bodies.length).toBeGreaterThan(300)
  const answers = [...fieldsOf(document.components.schemas, 'any')]
  expect(answers.filter(([, { description }]) => description === undefined).map(([field]) => field)).toEqual(
    [],
  )
})

test('no schema stands in the document that nothing points at', () => {
  const { paths, components } = document
  expect(Object.keys(referenced([paths, components.responses], components.schemas)).toSorted()).toEqual(
    Object.keys(components.schemas).toSorted(),
  )
})

test('what the policy of access foretells stands among the problems of its operation', () => {
  const told = new Map<string, string>(
    operations.map(([name, { responses }]) => [
      name,
      Object.values(responses)
        .map(({ description = '' }) => description)
        .join('\n'),
    ]),
  )
  const missing = readPolicy().flatMap(({ route, unseen, denied, answer }) =>
    [unseen, denied, answer]
      .filter((code) => /[a-z]/.test(code) && told.has(route) && !told.get(route)?.includes(`\`${code}\``))
      .map((code) => `${route}: ${code}`),
  )
  expect(missing).toEqual([])
})

test('a code is read off the functions that a handler reaches, of a reading only what it throws', () => {
  const refusals = refusalsOf()
  expect(refusals['POST /api/keys']).toEqual(expect.arrayContaining(['access.denied', 'request.key-reused']))
  expect(refusals['POST /api/views']).toContain('view.too-many')
  expect(refusals['POST /api/views']).not.toContain('deputy.dates')
  expect(refusals['GET /api/records/{id}']).not.toContain('act.stale')
})

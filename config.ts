import { z } from 'zod'

const port = z.coerce.number().int().min(0).max(65_535)

const environment = z.object({
  /** A superuser's or role-making user's connection; only `migrate` uses it. */
  DATABASE_ADMIN_URL: z.url(),
  DATABASE_NAME: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,62}$/)
    .default('everfile'),
  APP_DATABASE_PASSWORD: z.string().min(16),
  AUDITOR_DATABASE_PASSWORD: z.string().min(16),
  TEMPORAL_ADDRESS: z.string().min(3),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  TEMPORAL_UI_URL: z.url().optional(),
  TEMPORAL_TASK_QUEUE: z.string().min(1).default('everfile'),
  S3_ENDPOINT: z.url(),
  S3_ACCESS_KEY: z.string().min(1),
  S3_SECRET_KEY: z.string().min(1),
  S3_MASTER_ADMIN_URL: z.url().optional(),
  /** Stands before every bucket name, so that the store may hold other things too. */
  S3_BUCKET_PREFIX: z.string().default('everfile-'),
  /** `off`: goes without, slower. */
  REDIS_URL: z.union([z.literal('off'), z.url()]).optional(),
  /** 32 bytes, hex: encrypts second-factor seeds at rest. */
  EVERFILE_SECRET_KEY: z.string().regex(/^[0-9a-f]{64}$/),
  /** 32 bytes, hex: signs the daily head of the log (Ed25519). Without it no head is signed. */
  EVERFILE_SIGNING_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** Where packages for another archive are put, if by folder. */
  TRANSFER_FOLDER: z.string().min(1).optional(),
  /** An S3 store of the receiving archive; packages go to the bucket `<prefix>intake`. */
  TRANSFER_S3_ENDPOINT: z.url().optional(),
  TRANSFER_S3_ACCESS_KEY: z.string().min(1).optional(),
  TRANSFER_S3_SECRET_KEY: z.string().min(1).optional(),
  TRANSFER_S3_BUCKET_PREFIX: z.string().default('city-archive-'),
  EVERFILE_HOST: z.string().default('127.0.0.1'),
  EVERFILE_PORT: port.default(8080),
  EVERFILE_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** Where the browser reaches the site; cookies are Secure when it begins with https. */
  EVERFILE_ORIGIN: z.url().optional(),
  /** Proxies whose word for a caller's address counts, by address or CIDR, with commas between; without them all behind one are one. */
  EVERFILE_PROXIES: z.string().default(''),
  EVERFILE_SITE_MODE: z.enum(['demo', 'test', 'production']).default('demo'),
  /** How people sign in, by profile (`db/reference/sign-in-policies`); `mlps3` on a production site, `demo` elsewhere. */
  EVERFILE_SIGN_IN_POLICY: z.enum(['demo', 'asvs', 'mlps3']).optional(),
  /** The bureau's identity provider; with its client it is offered beside local accounts. */
  EVERFILE_OIDC_ISSUER: z.url().optional(),
  EVERFILE_OIDC_CLIENT_ID: z.string().min(1).optional(),
  EVERFILE_OIDC_CLIENT_SECRET: z.string().min(16).optional(),
  EVERFILE_OIDC_NAME_ZH: z.string().default('统一身份认证'),
  EVERFILE_OIDC_NAME_EN: z.string().default('Single sign-on'),
  /** Values of `amr` by which the provider says that it asked for a second factor, with spaces between. */
  EVERFILE_OIDC_FACTORS: z.string().default(''),
  EVERFILE_DORMANCY: z.enum(['workflow', 'sweep']).default('workflow'),
  /** Who reads `/metrics` from another machine; without it only this one may. */
  EVERFILE_METRICS_TOKEN: z.string().min(16).optional(),
  EVERFILE_RATE_LIMIT: z.coerce.number().int().positive().default(600),
})

export type Config = Readonly<ReturnType<typeof shape>>

function shape(env: z.infer<typeof environment>) {
  return {
    database: {
      adminUrl: databaseUrl(env.DATABASE_ADMIN_URL, { name: env.DATABASE_NAME }),
      serverUrl: env.DATABASE_ADMIN_URL,
      name: env.DATABASE_NAME,
      appUrl: databaseUrl(env.DATABASE_ADMIN_URL, {
        name: env.DATABASE_NAME,
        user: 'everfile_app',
        password: env.APP_DATABASE_PASSWORD,
      }),
      appPassword: env.APP_DATABASE_PASSWORD,
      auditorPassword: env.AUDITOR_DATABASE_PASSWORD,
    },
    temporal: {
      address: env.TEMPORAL_ADDRESS,
      namespace: env.TEMPORAL_NAMESPACE,
      uiUrl: env.TEMPORAL_UI_URL ?? null,
      taskQueue: env.TEMPORAL_TASK_QUEUE,
    },
    store: {
      endpoint: env.S3_ENDPOINT,
      accessKey: env.S3_ACCESS_KEY,
      secretKey: env.S3_SECRET_KEY,
      reclaimUrl: env.S3_MASTER_ADMIN_URL ?? null,
      prefix: env.S3_BUCKET_PREFIX,
    },
    transfer: { folder: env.TRANSFER_FOLDER ?? null, store: transferStore(env) },
    redisUrl: env.REDIS_URL === undefined || env.REDIS_URL === 'off' ? null : env.REDIS_URL,
    secretKey: env.EVERFILE_SECRET_KEY,
    signingKey: env.EVERFILE_SIGNING_KEY ?? null,
    http: {
      host: env.EVERFILE_HOST,
      port: env.EVERFILE_PORT,
      origin: env.EVERFILE_ORIGIN ?? null,
      proxies: env.EVERFILE_PROXIES.split(',')
        .map((one) => one.trim())
        .filter(Boolean),
      metricsToken: env.EVERFILE_METRICS_TOKEN ?? null,
      rateLimitPerMinute: env.EVERFILE_RATE_LIMIT,
    },
    logLevel: env.EVERFILE_LOG_LEVEL,
    siteMode: env.EVERFILE_SITE_MODE,
    signInPolicy: env.EVERFILE_SIGN_IN_POLICY ?? (env.EVERFILE_SITE_MODE === 'production' ? 'mlps3' : 'demo'),
    oidc: identityProvider(env),
    dormancy: env.EVERFILE_DORMANCY,
  }
}

function transferStore(env: z.infer<typeof environment>) {
  const given = together(env, ['TRANSFER_S3_ENDPOINT', 'TRANSFER_S3_ACCESS_KEY', 'TRANSFER_S3_SECRET_KEY'])
  if (given === null) return null
  const [endpoint, accessKey, secretKey] = given
  return { endpoint, accessKey, secretKey, prefix: env.TRANSFER_S3_BUCKET_PREFIX }
}

function identityProvider(env: z.infer<typeof environment>) {
  const given = together(env, [
    'EVERFILE_OIDC_ISSUER',
    'EVERFILE_OIDC_CLIENT_ID',
    'EVERFILE_OIDC_CLIENT_SECRET',
  ])
  if (given === null) return null
  const [issuer, clientId, clientSecret] = given
  const name = { zh: env.EVERFILE_OIDC_NAME_ZH, en: env.EVERFILE_OIDC_NAME_EN }
  return {
    issuer,
    clientId,
    clientSecret,
    name,
    factors: env.EVERFILE_OIDC_FACTORS.split(' ').filter(Boolean),
  }
}

type Optional =
  | 'TRANSFER_S3_ENDPOINT'
  | `TRANSFER_S3_${'ACCESS' | 'SECRET'}_KEY`
  | `EVERFILE_OIDC_${'ISSUER' | 'CLIENT_ID' | 'CLIENT_SECRET'}`

/** Three that mean something together; null where none is given. @throws Error naming what is missing beside the others */
function together(
  env: z.infer<typeof environment>,
  names: readonly [Optional, Optional, Optional],
): readonly [string, string, string] | null {
  const [one, two, three] = [env[names[0]], env[names[1]], env[names[2]]]
  if (one !== undefined && two !== undefined && three !== undefined) return [one, two, three]
  const missing = names.filter((name) => env[name] === undefined)
  if (missing.length === names.length) return null
  throw new Error(
    `the environment is not complete: ${missing.join(', ')} missing beside the others of its kind`,
  )
}

interface Target {
  readonly name: string
  readonly user?: string
  readonly password?: string
}

function databaseUrl(serverUrl: string, { name, user, password }: Target): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  if (user !== undefined) url.username = user
  if (password !== undefined) url.password = encodeURIComponent(password)
  return url.href
}

const databaseEnvironment = environment.pick({ DATABASE_ADMIN_URL: true, DATABASE_NAME: true })

/** The administrator's way to the database alone, for commands that must answer while nothing else runs. */
export function readDatabaseConfig(env: Environment = process.env): {
  readonly database: Pick<Config['database'], 'adminUrl' | 'serverUrl' | 'name'>
} {
  const { DATABASE_ADMIN_URL: serverUrl, DATABASE_NAME: name } = parsed(databaseEnvironment, env)
  return { database: { serverUrl, name, adminUrl: databaseUrl(serverUrl, { name }) } }
}

/** Of whoever works from the command line: in the environment no list of processes shows it. Null: not given. */
export function readOwnPassword(env: Environment = process.env): string | null {
  return env['EVERFILE_PASSWORD'] ?? null
}

/** The identity provider that this site is set up for, for commands that name one; null: none. */
export function readIssuer(env: Environment = process.env): string | null {
  return parsed(environment.pick({ EVERFILE_OIDC_ISSUER: true }), env).EVERFILE_OIDC_ISSUER ?? null
}

type Environment = Readonly<Record<string, string | undefined>>

function parsed<T extends z.ZodObject>(schema: T, env: Environment): z.output<T> {
  const result = schema.safeParse(env)
  if (result.success) return result.data
  const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`the environment is not complete: ${faults.join('; ')}`)
}

/** Reads the environment once; says every name that is missing or wrong, never a value. */
export function readConfig(env: Environment = process.env): Config {
  return shape(parsed(environment, env))
}

/**
 * Under `node --watch` each thread would tell its parent what it loads, and Temporal, which takes every message of its threads for its own,
 * dies of the first one. Threads that begin after this tell nothing.
 */
export function unwatchThreads(): void {
  delete process.env['WATCH_REPORT_DEPENDENCIES']
}

// @ts-check
import { mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writePrivately } from './data-folder.mjs'
import { launch, waitUntilReady } from './processes.mjs'
import { findOrInstall, pythonPrograms } from './programs.mjs'

/** @import { ServerPart, Site } from './part.ts' */

/** The version whose object locks were tried; an older one on the search path is passed over. */
const LEAST_VERSION = '4.48'
/** Every service of it opens a second port, for gRPC, this far above its own. */
const GRPC_OFFSET = 10_000
const ANSWER_TIMEOUT_MS = 2_000

/** @type {ServerPart} */
export const seaweed = {
  name: 's3',
  title: 'S3 store',
  ports: ['s3', 's3Master', 's3Volume', 's3Filer', 's3Admin'].map((name) => ({
    name,
    companionOffset: GRPC_OFFSET,
  })),
  given: (env) => {
    const endpoint = env['S3_ENDPOINT']
    if (endpoint === undefined) return undefined
    const [accessKey, secretKey] = [env['S3_ACCESS_KEY'], env['S3_SECRET_KEY']]
    if (accessKey === undefined || secretKey === undefined)
      throw new Error('S3_ENDPOINT is given without S3_ACCESS_KEY and S3_SECRET_KEY.')
    const master = env['S3_MASTER_ADMIN_URL']
    return {
      S3_ENDPOINT: endpoint,
      S3_ACCESS_KEY: accessKey,
      S3_SECRET_KEY: secretKey,
      ...(master === undefined ? {} : { S3_MASTER_ADMIN_URL: master }),
    }
  },
  start: async (site) => {
    const program = findOrInstall(pythonPrograms.seaweed, {
      names: ['weed'],
      versionArgs: ['version'],
      least: LEAST_VERSION,
      ...site,
    })
    const home = join(site.dataDir, 's3')
    mkdirSync(join(home, 'data'), { recursive: true, mode: 0o700 })
    writeConfiguration(site, home)
    const { s3 = 0, s3Master = 0, s3Volume = 0, s3Filer = 0, s3Admin = 0 } = site.ports
    const launched = launch({
      name: 's3',
      command: program.path,
      args: [
        '-logtostderr=true',
        'mini',
        '-dir=data',
        '-ip=127.0.0.1',
        '-ip.bind=127.0.0.1',
        `-master.port=${s3Master}`,
        `-volume.port=${s3Volume}`,
        `-filer.port=${s3Filer}`,
        `-s3.port=${s3}`,
        `-admin.port=${s3Admin}`,
        // Doors that nobody here uses stay shut, and nothing is told to the maker.
        '-s3.port.iceberg=0',
        '-s3.port.lance=0',
        '-metricsPort=0',
        // Each bucket takes volumes of its own; the default follows the free disk and runs out on a busy test machine.
        '-volume.max=1000',
        '-webdav=false',
        '-admin.ui=false',
        '-master.telemetry=false',
        '-s3.config=s3.json',
        '-filer.localSocket=filer.sock',
      ],
      logFile: join(site.dataDir, 'logs', 's3.log'),
      cwd: home,
      // Only these: variables named S3_* or AWS_* of the caller would add identities of their own.
      env: { PATH: site.env['PATH'], HOME: home, TZ: 'UTC' },
    })
    const child = { ...launched, stop: () => launched.stop().then(() => removeSockets(site.ports)) }
    try {
      await waitUntilReady(child, { isReady: () => isHealthy(s3) })
    } catch (error) {
      await child.stop()
      throw error
    }
    return {
      env: {
        S3_ENDPOINT: `http://127.0.0.1:${s3}`,
        S3_ACCESS_KEY: site.secrets['s3AccessKey'] ?? '',
        S3_SECRET_KEY: site.secrets['s3SecretKey'] ?? '',
        S3_MASTER_ADMIN_URL: `http://127.0.0.1:${s3Master}`,
        S3_DATA_DIR: join(home, 'data'),
      },
      child,
      note: `SeaweedFS ${program.version}, ${program.source}, port ${s3}`,
    }
  },
}

/**
 * Without signing keys the store's inner doors delete locked versions for anyone who can reach them.
 * @param {Site} site
 * @param {string} home
 */
function writeConfiguration({ secrets }, home) {
  const sections = {
    signing: 'storeSigning',
    'signing.read': 'storeSigningRead',
    filer_signing: 'filerSigning',
    'filer_signing.read': 'filerSigningRead',
  }
  const security = Object.entries(sections).map(
    ([section, name]) => `[jwt.${section}]\nkey = "${secrets[name]}"\nexpires_after_seconds = 60\n`,
  )
  writePrivately(join(home, 'security.toml'), security.join('\n'))
  const identity = {
    name: 'everfile',
    credentials: [{ accessKey: secrets['s3AccessKey'], secretKey: secrets['s3SecretKey'] }],
    actions: ['Admin', 'Read', 'Write', 'List', 'Tagging'],
  }
  writePrivately(join(home, 's3.json'), JSON.stringify({ identities: [identity] }, undefined, 2))
}

/**
 * Removes the sockets that it leaves in the system's folder for them, whatever it is told; their names hold our ports.
 * @param {Readonly<Record<string, number>>} ports
 */
function removeSockets(ports) {
  for (const service of ['s3', 'master', 'volume', 'filer', 'admin']) {
    const port = ports[service === 's3' ? 's3' : `s3${service[0]?.toUpperCase()}${service.slice(1)}`] ?? 0
    for (const name of [`${service}-${port}`, `${service}-grpc-${port + GRPC_OFFSET}`])
      rmSync(join(tmpdir(), `seaweedfs-${name}.sock`), { force: true })
  }
}

/** @param {number} port */
async function isHealthy(port) {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`, {
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    })
    await answer.arrayBuffer()
    return answer.ok
  } catch {
    return false
  }
}

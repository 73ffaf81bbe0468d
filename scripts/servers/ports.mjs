// @ts-check
import { createServer } from 'node:net'

/** @import { PortWish } from './part.ts' */

/**
 * Ports are drawn from below the range from which systems take outgoing connections (32768 on Linux), companions 10,000
 * above them included, so that a port that was free when asked is not taken by a passing connection a moment later.
 */
const LOWEST_PORT = 10_240
const HIGHEST_PORT = 22_700
const DRAWS_PER_PORT = 200

/**
 * True when a server could listen on the port, on loopback and on every address: some systems let a second server bind
 * to 127.0.0.1 beside one that listens on all addresses.
 * @param {number} port
 */
export async function isPortFree(port) {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, '0.0.0.0'))
}

/**
 * A port for each wish, all different, free with their companions. One remembered from an earlier run is kept while it
 * is still free, so that bookmarks and running clients go on working.
 * @param {{
 *   readonly wishes: readonly PortWish[],
 *   readonly remembered?: Readonly<Record<string, number>>,
 *   readonly isFree?: (port: number) => Promise<boolean>,
 *   readonly draw?: () => number,
 * }} options
 * @returns {Promise<Record<string, number>>}
 */
export async function choosePorts({ wishes, remembered = {}, isFree = isPortFree, draw = drawPort }) {
  /** @type {Record<string, number>} */
  const chosen = {}
  /** @type {Set<number>} */
  const taken = new Set()
  for (const wish of wishes) {
    const kept = remembered[wish.name]
    const port =
      kept !== undefined && (await fits(kept, { wish, taken, isFree }))
        ? kept
        : await drawFitting({ wish, taken, isFree, draw })
    chosen[wish.name] = port
    for (const used of portsOf(port, wish)) taken.add(used)
  }
  return chosen
}

/**
 * @param {{ wish: PortWish, taken: Set<number>, isFree: (port: number) => Promise<boolean>, draw: () => number }} options
 * @returns {Promise<number>}
 */
async function drawFitting({ wish, taken, isFree, draw }) {
  for (let tries = 0; tries < DRAWS_PER_PORT; tries += 1) {
    const port = draw()
    if (await fits(port, { wish, taken, isFree })) return port
  }
  throw new Error(
    `No free port found for ${wish.name} between ${LOWEST_PORT} and ${HIGHEST_PORT} after ${DRAWS_PER_PORT} tries.`,
  )
}

/**
 * @param {number} port
 * @param {{ wish: PortWish, taken: Set<number>, isFree: (port: number) => Promise<boolean> }} options
 */
async function fits(port, { wish, taken, isFree }) {
  for (const used of portsOf(port, wish)) {
    if (taken.has(used) || !(await isFree(used))) return false
  }
  return true
}

/**
 * @param {number} port
 * @param {PortWish} wish
 */
function portsOf(port, wish) {
  return wish.companionOffset === undefined ? [port] : [port, port + wish.companionOffset]
}

function drawPort() {
  return LOWEST_PORT + Math.floor(Math.random() * (HIGHEST_PORT - LOWEST_PORT))
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<boolean>}
 */
function canListen(port, host) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}

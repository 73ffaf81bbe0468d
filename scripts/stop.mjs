// @ts-check
// `npm stop`: asks the running site to stop and waits until it has.
import { parseArgs } from 'node:util'
import { requireNode } from './bootstrap/prerequisites.mjs'
import { dataDirOf, endLeftovers, runningIn } from './servers/data-folder.mjs'
import { endProcess } from './servers/processes.mjs'

requireNode()
const { values } = parseArgs({ options: { data: { type: 'string' } } })
const dataDir = dataDirOf(process.env, values.data)
const running = runningIn(dataDir)
if (running === undefined) console.log(`Everfile is not running in ${dataDir}.`)
// A supervisor stops its parts one after the other, each with its own grace time; it is given all of them.
else await endProcess(running.identity, { graceMs: 240_000 })
await endLeftovers(dataDir, (line) => console.log(line))
if (running !== undefined) console.log(`Everfile has stopped (process ${running.pid}).`)

import { parseArgs } from 'node:util'
import { runChaos } from './run.ts'

const { values } = parseArgs({
  options: {
    lifecycles: { type: 'string', default: '200' },
    kills: { type: 'string', default: '40' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    gap: { type: 'string', default: '3500' },
  },
})

const begunAt = performance.now()
process.stdout.write(`seed ${values.seed}\n`)
const report = await runChaos({
  lifecycles: Number(values.lifecycles),
  kills: Number(values.kills),
  seed: Number(values.seed),
  gapMs: Number(values.gap),
  log: (line) => process.stdout.write(`${line}\n`),
})
const { faults, ...figures } = report
process.stdout.write(
  `${JSON.stringify({ ...figures, seconds: Math.round((performance.now() - begunAt) / 1000) }, undefined, 2)}\n`,
)
for (const fault of faults) process.stdout.write(`FAULT ${fault}\n`)
process.stdout.write(faults.length === 0 ? 'every promise held\n' : `${faults.length} faults\n`)
process.exitCode = faults.length === 0 ? 0 : 1

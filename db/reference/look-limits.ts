import { readFileSync } from 'node:fs'
import type { LookLimits } from '#domain/acts/class-looks.ts'

/** The limits that are in force. A new version is a new file beside the old one. */
const IN_FORCE = new URL('./look-limits.v1.json', import.meta.url)

/** How far a look at a class may reach. @throws Error when the file does not say it */
export function readLookLimits(): LookLimits {
  const said: unknown = JSON.parse(readFileSync(IN_FORCE, 'utf8'))
  if (!isLimits(said)) throw new Error(`${IN_FORCE.pathname} does not say every limit`)
  return said
}

function isLimits(said: unknown): said is LookLimits {
  if (typeof said !== 'object' || said === null) return false
  const values = new Map<string, unknown>(Object.entries(said))
  return (
    ['version', 'source'].every((name) => typeof values.get(name) === 'string') &&
    ['classDays', 'classYears'].every((name) => Number.isSafeInteger(values.get(name)))
  )
}

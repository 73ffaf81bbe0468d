import { readFileSync } from 'node:fs'
import type { ScanLimits } from '#domain/scan.ts'

/** The limits that are in force. A new version is a new file beside the old one; passes of scanning name the one they were judged by. */
const IN_FORCE = new URL('./scan-limits.v1.json', import.meta.url)

/** What a page image must keep to. @throws Error when the file does not say it */
export function readScanLimits(): ScanLimits {
  const said: unknown = JSON.parse(readFileSync(IN_FORCE, 'utf8'))
  if (!isLimits(said)) throw new Error(`${IN_FORCE.pathname} does not say every limit`)
  return said
}

const NUMBERS = ['minDpi', 'maxSkewCentidegrees', 'minDeviationCents', 'maxSizePercent']

function isLimits(said: unknown): said is ScanLimits {
  if (typeof said !== 'object' || said === null) return false
  const values = new Map<string, unknown>(Object.entries(said))
  const sizes = values.get('pageSizesMm')
  return (
    typeof values.get('version') === 'string' &&
    NUMBERS.every((name) => Number.isSafeInteger(values.get(name))) &&
    Array.isArray(sizes) &&
    sizes.length > 0
  )
}

import { readFileSync } from 'node:fs'
import { isPlainDate } from '#domain/dates.ts'
import { parseTable } from './csv.ts'

const COLUMNS = ['on', 'isWorkday', 'nameZh', 'source', 'confidence'] as const

export interface WorkingDayException {
  readonly on: string
  readonly isWorkday: boolean
  readonly nameZh: string
  readonly source: string
  /** `compared` with the text of the order as published. */
  readonly confidence: string
}

/**
 * Holidays and make-up workdays by the yearly orders of the State Council. A new order is further rows; days that are loaded stay.
 * @throws Error naming the row that is not right
 */
export function readWorkingDays(
  text = readFileSync(new URL('working-days.csv', import.meta.url), 'utf8'),
): readonly WorkingDayException[] {
  const rows = parseTable(text, COLUMNS)
  const seen = new Set<string>()
  return rows.map(({ on, isWorkday, nameZh, source, confidence }, index) => {
    const isKnown = isWorkday === 'yes' || isWorkday === 'no'
    if (!isPlainDate(on) || !isKnown || source === '' || confidence === '' || seen.has(on))
      throw new Error(`row ${index + 1} of the working days is not right: ${on} ${isWorkday}`)
    seen.add(on)
    return { on, isWorkday: isWorkday === 'yes', nameZh, source, confidence }
  })
}

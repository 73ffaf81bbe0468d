import { readFileSync } from 'node:fs'
import {
  PERSONAL_DATA,
  personalDataFaults,
  type PersonalData,
  type PersonalDataRules,
} from '#domain/personal-data.ts'
import { parseTable } from './csv.ts'

const NEWEST = 1
const COLUMNS = ['scope', 'data', 'source'] as const

export function readPersonalDataTable(version = NEWEST): string {
  return readFileSync(new URL(`./personal-data.v${version}.csv`, import.meta.url), 'utf8')
}

/** The rules that ship. @throws Error naming everything that is wrong with the table */
export function readPersonalData(text = readPersonalDataTable()): PersonalDataRules {
  const rules = parseTable(text, COLUMNS).map(({ scope, data, source }) => ({
    scope,
    data: data === '' ? [] : data.split(' ').map((kind) => known(kind, scope)),
    source,
  }))
  const faults = personalDataFaults({ version: NEWEST, rules })
  if (faults.length > 0) throw new Error(`personal data: ${faults.join('; ')}`)
  return { version: NEWEST, rules }
}

function known(text: string, scope: string): PersonalData {
  const found = PERSONAL_DATA.find((kind) => kind === text)
  if (found === undefined) throw new Error(`personal data: ${scope} says "${text}"`)
  return found
}

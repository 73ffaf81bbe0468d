import { readFileSync } from 'node:fs'
import { VOLUMES, type Volume } from '#domain/vocabulary.ts'
import { volumeRuleFaults, type VolumeRules } from '#domain/volume-rules.ts'
import { parseTable } from './csv.ts'

const NEWEST = 1
const COLUMNS = ['family', 'years', 'classes', 'periods', 'volumes', 'source'] as const

export function readVolumeTable(version = NEWEST): string {
  return readFileSync(new URL(`./volume-rules.v${version}.csv`, import.meta.url), 'utf8')
}

/** The rules that ship. @throws Error naming everything that is wrong with the table */
export function readVolumeRules(text = readVolumeTable()): VolumeRules {
  const rules = parseTable(text, COLUMNS).map((row) => ({
    family: row.family,
    years: known(row.years, row.family),
    classes: known(row.classes, row.family),
    periods: known(row.periods, row.family),
    volumes: row.volumes === '' ? [] : row.volumes.split(' ').map((name) => volume(name, row.family)),
    source: row.source,
  }))
  const faults = volumeRuleFaults({ version: NEWEST, rules })
  if (faults.length > 0) throw new Error(`volume rules: ${faults.join('; ')}`)
  return { version: NEWEST, rules }
}

function known(text: string, family: string): 'one' | 'any' {
  if (text === 'one' || text === 'any') return text
  throw new Error(`volume rules: ${family} says "${text}"`)
}

function volume(text: string, family: string): Volume {
  const found = VOLUMES.find((one) => one === text)
  if (found === undefined) throw new Error(`volume rules: ${family} says "${text}"`)
  return found
}

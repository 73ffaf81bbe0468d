import { readFileSync } from 'node:fs'
import { GIVING_RULES, givingRuleFaults, type GivingRuleKind, type GivingRules } from '#domain/givings.ts'
import { parseTable } from './csv.ts'

const NEWEST = 1
const COLUMNS = ['scope', 'gives', 'source_zh', 'source_en'] as const

/** What records of a class give to the person whom they are about. A new version is a new file. @throws Error naming all that is wrong */
export function readGivingRules(): GivingRules {
  const text = readFileSync(new URL(`./giving-rules.v${NEWEST}.csv`, import.meta.url), 'utf8')
  const rules = parseTable(text, COLUMNS).map(({ scope, gives, source_zh: zh, source_en: en }) => ({
    scope,
    gives: known(gives, scope),
    source: { zh, en },
  }))
  const faults = givingRuleFaults({ version: NEWEST, rules })
  if (faults.length > 0) throw new Error(`giving rules: ${faults.join('; ')}`)
  return { version: NEWEST, rules }
}

function known(text: string, scope: string): GivingRuleKind {
  const found = GIVING_RULES.find((kind) => kind === text)
  if (found === undefined) throw new Error(`giving rules: ${scope} says "${text}"`)
  return found
}

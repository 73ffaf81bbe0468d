import { readFileSync } from 'node:fs'
import { codeRuleFaults, type CodeRules } from '#domain/code-rules.ts'
import { parseTable } from './csv.ts'

const VERSIONS = [
  { version: 1, file: 'code-parts.csv', columns: ['prefix', 'parts', 'source'] },
  { version: 2, file: 'code-rules.v2.csv', columns: ['prefix', 'parts', 'source', 'confidence'] },
] as const

/** Every version of the rules that ships, oldest first. @throws Error naming what is wrong with one */
export function readCodeRules(): readonly CodeRules[] {
  return VERSIONS.map(({ version, file, columns }) =>
    checkedCodeRules(version, {
      text: readFileSync(new URL(`./${file}`, import.meta.url), 'utf8'),
      columns,
    }),
  )
}

interface Table {
  readonly text: string
  readonly columns: readonly ('prefix' | 'parts' | 'source' | 'confidence')[]
}

export function checkedCodeRules(version: number, { text, columns }: Table): CodeRules {
  const rules = parseTable(text, columns).map(({ prefix, parts, source }) => ({
    prefix,
    parts: parts.split(' '),
    source,
  }))
  const faults = codeRuleFaults({ version, rules })
  if (faults.length > 0) throw new Error(`code rules v${version}: ${faults.join('; ')}`)
  return { version, rules }
}

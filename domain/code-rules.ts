/** How the archival codes of each class begin (DA/T 13-2022, regulations 3.5): rules as data, by the beginning of the class's code. */
import { codeBlockOf, codeCategory } from './archival-code.ts'

export interface CodeRule {
  /** A class, or the beginning of its code up to a hyphen. */
  readonly prefix: string
  /** Category, and the levels of the scheme behind it. */
  readonly parts: readonly string[]
  readonly source: string
}

export interface CodeRules {
  readonly version: number
  readonly rules: readonly CodeRule[]
}

/** Category and levels for a class: the most particular rule decides. Null where there is none: filing is refused. */
export function codePartsOf({ rules }: CodeRules, classCode: string): readonly string[] | null {
  const fitting = rules.filter(({ prefix }) => classCode === prefix || classCode.startsWith(`${prefix}-`))
  return fitting.toSorted((a, b) => b.prefix.length - a.prefix.length)[0]?.parts ?? null
}

/** What is wrong with a table of rules: a rule whose codes could not be printed and read back is no rule. */
export function codeRuleFaults({ rules }: CodeRules): readonly string[] {
  const prefixes = rules.map(({ prefix }) => prefix)
  return rules.flatMap(({ prefix, parts, source }, index) => [
    ...(prefixes.indexOf(prefix) < index ? [`${prefix} stands twice`] : []),
    ...(source === '' ? [`${prefix} cites no source`] : []),
    ...printFaults(prefix, parts),
  ])
}

function printFaults(prefix: string, [first, ...levels]: readonly string[]): readonly string[] {
  const category = codeCategory(first)
  if (category === undefined) return [`${prefix} begins with ${first ?? 'nothing'}, which is no category`]
  const block = {
    kind: 'class' as const,
    category,
    levels,
    year: 2026,
    period: { kind: 'permanent' as const },
  }
  const printed = codeBlockOf({ fonds: 'X000', block })
  return printed.kind === 'refused' ? [`${prefix}: ${printed.code} ${printed.part}`] : []
}

/** Before any table is loaded. */
export const NO_CODE_RULES: CodeRules = { version: 0, rules: [] }

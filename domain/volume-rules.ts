/** What may lie in one file together (regulations 1.6): rules as data, by family of classes. */
import { yearOf, type PlainDate } from './dates.ts'
import type { ContentsFault } from './contents.ts'
import { RECORD_FAMILIES, VOLUMES, type Volume } from './vocabulary.ts'

export interface VolumeRule {
  readonly family: string
  readonly years: 'one' | 'any'
  readonly classes: 'one' | 'any'
  readonly periods: 'one' | 'any'
  /** Volumes into which one case is parted; empty where files of the family have none. */
  readonly volumes: readonly Volume[]
  readonly source: string
}

export interface VolumeRules {
  readonly version: number
  readonly rules: readonly VolumeRule[]
}

/** Of a file, and of what is said of an item, as the rules compare them. A period is years, or `permanent`. */
export interface Filed {
  readonly formedOn: PlainDate
  readonly classCode: string
  readonly period: number | 'permanent' | undefined
}

export interface FiledItem extends Partial<Pick<Filed, 'classCode' | 'period'>> {
  readonly no: number
  readonly formedOn: PlainDate
}

/** What does not belong into the file. An item that says no class is of the file's. */
export function volumeFaults(
  rule: VolumeRule | undefined,
  { file, items }: { readonly file: Filed; readonly items: readonly FiledItem[] },
): readonly ContentsFault[] {
  if (rule === undefined) return []
  return items.flatMap(({ no, formedOn, classCode, period }) => {
    const isOther = classCode !== undefined && classCode !== file.classCode
    return [
      ...(rule.years === 'one' && yearOf(formedOn) !== yearOf(file.formedOn)
        ? [
            {
              no,
              code: 'contents.mixed-year' as const,
              detail: `${yearOf(file.formedOn)}/${yearOf(formedOn)}`,
            },
          ]
        : []),
      ...(rule.classes === 'one' && isOther
        ? [{ no, code: 'contents.mixed-class' as const, detail: `${file.classCode}/${classCode}` }]
        : []),
      ...(rule.periods === 'one' && isOther && period !== file.period
        ? [{ no, code: 'contents.mixed-period' as const, detail: `${file.period ?? ''}/${period ?? ''}` }]
        : []),
    ]
  })
}

/** The rule of a family; undefined where the table has none. */
export function volumeRuleOf({ rules }: VolumeRules, family: string): VolumeRule | undefined {
  return rules.find((rule) => rule.family === family)
}

/** What is wrong with a table of rules: each family has one, with its source. */
export function volumeRuleFaults({ rules }: VolumeRules): readonly string[] {
  const families = rules.map(({ family }) => family)
  return [
    ...RECORD_FAMILIES.filter((family) => !families.includes(family)).map(
      (family) => `${family} has no rule`,
    ),
    ...families
      .filter((family, index) => families.indexOf(family) < index)
      .map((family) => `${family} stands twice`),
    ...rules.filter(({ source }) => source === '').map(({ family }) => `${family} cites no source`),
    ...rules
      .filter(({ volumes }) => volumes.length > 0 && volumes.length < VOLUMES.length)
      .map(({ family }) => `${family} has a volume without the other`),
  ]
}

/** Before any table is loaded. */
export const NO_VOLUME_RULES: VolumeRules = { version: 0, rules: [] }

import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { conclude, projectRoot } from './project.ts'
import type { Outcome } from './project.ts'

type Texts = { readonly [key: string]: string | Texts }

/** Endings by which i18next picks a plural form; Chinese has one form where English has two. */
const pluralEnding = /_(zero|one|two|few|many|other)$/
const variable = /\{\{-?\s*([^},\s]+)/g

/** Compares the two languages of the screens file by file: same keys, nothing empty, same variables. */
export function checkLanguages(folder: string): Outcome {
  const files = ['zh-CN', 'en'].map((language) => filesOf(join(folder, language)))
  const names = [...new Set(files.flat())].toSorted()
  const outcomes = names.map((name) => checkFile(folder, name))
  return {
    faults: outcomes.flatMap((outcome) => outcome.faults),
    read: outcomes.reduce((sum, outcome) => sum + outcome.read, 0),
  }
}

function filesOf(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []
}

function checkFile(folder: string, name: string): Outcome {
  const [chinese, english] = ['zh-CN', 'en'].map((language) => textsOf(join(folder, language, name)))
  if (chinese === undefined) return { faults: [`zh-CN/${name} is missing`], read: 0 }
  if (english === undefined) return { faults: [`en/${name} is missing`], read: 0 }
  return {
    faults: [
      ...emptyIn(chinese).map((key) => `zh-CN/${name}: ${key} is empty`),
      ...emptyIn(english).map((key) => `en/${name}: ${key} is empty`),
      ...missing(chinese, english).map((key) => `en/${name}: ${key} is missing`),
      ...missing(english, chinese).map((key) => `zh-CN/${name}: ${key} is missing`),
      ...unequalVariables(chinese, english).map(
        (key) => `${name}: ${key} does not use the same variables in both languages`,
      ),
    ],
    read: chinese.size + english.size,
  }
}

function textsOf(path: string): ReadonlyMap<string, string> | undefined {
  if (!existsSync(path)) return undefined
  return new Map(flatten(JSON.parse(readFileSync(path, 'utf8')) as Texts, ''))
}

function flatten(texts: Texts, prefix: string): readonly (readonly [string, string])[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${prefix}${key}`, value] as const] : flatten(value, `${prefix}${key}.`),
  )
}

function emptyIn(texts: ReadonlyMap<string, string>): readonly string[] {
  return [...texts].filter(([, value]) => value.trim() === '').map(([key]) => key)
}

function missing(from: ReadonlyMap<string, string>, to: ReadonlyMap<string, string>): readonly string[] {
  const present = new Set([...to.keys()].map(baseOf))
  return [...new Set([...from.keys()].map(baseOf))].filter((key) => !present.has(key))
}

function unequalVariables(
  one: ReadonlyMap<string, string>,
  other: ReadonlyMap<string, string>,
): readonly string[] {
  const [left, right] = [variablesOf(one), variablesOf(other)]
  return [...left].filter(([key, names]) => right.has(key) && right.get(key) !== names).map(([key]) => key)
}

/** Variables per key, all plural forms together: "one file" needs no count, "{{count}} files" does. */
function variablesOf(texts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const names = new Map<string, Set<string>>()
  for (const [key, value] of texts) {
    const base = baseOf(key)
    const found = [...value.matchAll(variable)].flatMap((match) => match[1] ?? [])
    names.set(base, new Set([...(names.get(base) ?? []), ...found]))
  }
  return new Map([...names].map(([key, set]) => [key, [...set].toSorted().join(' ')]))
}

function baseOf(key: string): string {
  return key.replace(pluralEnding, '')
}

if (import.meta.main) conclude('texts', checkLanguages(join(projectRoot, 'ui', 'i18n')))

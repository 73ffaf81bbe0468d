import { ANSWER_WORDS } from './answer-words.ts'
import { CLOSER_WORDS, FIELD_WORDS } from './field-words.ts'
import { FLAG_WORDS } from './flag-words.ts'
import { PERSON_WORDS } from './person-words.ts'

interface Schema {
  readonly $ref?: string
  description?: string
  readonly properties?: Readonly<Record<string, unknown>>
}

/** Gives every field below a schema of the document its words, where it has none of its own; `name`: of the schema, empty within a route. */
export function describeFields(name: string, node: unknown): void {
  if (typeof node !== 'object' || node === null) return
  for (const [field, schema] of Object.entries((node as Schema).properties ?? {}))
    if (isSchema(schema))
      describe(schema, CLOSER_WORDS[`${name}.${field}`] ?? actWords(schema) ?? wordsOf(field))
  for (const below of Object.values(node)) describeFields(name, below)
}

interface Parameter extends Schema {
  readonly name: string
  readonly in: string
}

export function describeParameters(parameters: readonly unknown[]): void {
  for (const parameter of parameters)
    if (isParameter(parameter))
      describe(parameter, CLOSER_WORDS[`${parameter.in} ${parameter.name}`] ?? wordsOf(parameter.name))
}

/** An act that the reader may or may not do says the same everywhere. */
function actWords({ $ref }: Schema): string | undefined {
  return $ref?.endsWith('/Allowed') === true ? 'Whether the reader may do this now, and why not' : undefined
}

/** By its name, or by the form of its name, which tells the kind of what it holds (STYLE N2 to N4). */
function wordsOf(field: string): string | undefined {
  const [, plain = '', form = ''] = /^(.*[a-z])(Ids?|On|At|InYear|By|Name)$/.exec(field) ?? []
  const thing = plain.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  const said = thing.charAt(0).toUpperCase() + thing.slice(1)
  const ofForm: Readonly<Record<string, string>> = {
    Id: `${said}, by id`,
    Ids: `${said}, by id each`,
    On: `${said}: calendar day, \`YYYY-MM-DD\``,
    At: `${said}: instant, UTC with milliseconds`,
    InYear: `${said}: calendar year`,
    By: `Who ${thing.trim()} it`,
    Name: `Name of the ${thing.trim()}`,
  }
  return FIELD_WORDS[field] ?? ANSWER_WORDS[field] ?? FLAG_WORDS[field] ?? PERSON_WORDS[field] ?? ofForm[form]
}

function describe(schema: Schema, words: string | undefined): void {
  if (words !== undefined && schema.description === undefined) schema.description = words
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null
}

function isParameter(value: unknown): value is Parameter {
  return isSchema(value) && 'name' in value && 'in' in value
}

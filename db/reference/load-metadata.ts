import { readFileSync } from 'node:fs'
import {
  DERIVED_FACTS,
  METADATA_CHECKS,
  METADATA_GROUPS,
  METADATA_KINDS,
  METADATA_OBLIGATIONS,
  schemeFaults,
  type MetadataField,
  type MetadataScheme,
} from '#domain/metadata-scheme.ts'
import { CONFIDENCES } from '#domain/schedule.ts'
import { parseTable } from './csv.ts'

export interface MetadataTables {
  readonly elements: string
  readonly fields: string
  readonly mustHave: string
}

const NEWEST = 2
/** Of each version, the files that make it: what did not change is that of the one before. */
const FILES: Readonly<Record<number, { readonly elements: number; readonly fields: number; readonly mustHave: number }>> = {
  1: { elements: 1, fields: 1, mustHave: 1 },
  2: { elements: 2, fields: 1, mustHave: 2 },
}
const SHARED = ['check', 'choices', 'personal', 'source', 'confidence'] as const
const ELEMENT_COLUMNS = [
  'id',
  'name_zh',
  'name_en',
  'obligation',
  'repeatable',
  'group',
  'kind',
  'check',
  'choices',
  'derived',
  'personal',
  'source',
  'confidence',
] as const
const FIELD_COLUMNS = ['id', 'family', 'name_zh', 'name_en', 'element', 'kind', ...SHARED] as const

export function readMetadataTables(version = NEWEST): MetadataTables {
  const files = FILES[version]
  if (files === undefined) throw new Error(`there is no metadata scheme v${version}`)
  const read = (name: string, of: number) =>
    readFileSync(new URL(`./metadata/${name}.v${of}.csv`, import.meta.url), 'utf8')
  return {
    elements: read('elements', files.elements),
    fields: read('fields', files.fields),
    mustHave: read('must-have', files.mustHave),
  }
}

/** The scheme that ships. @throws Error naming everything that is wrong with its tables */
export function readMetadataScheme(tables = readMetadataTables()): MetadataScheme {
  const scheme: MetadataScheme = {
    version: NEWEST,
    fields: [
      ...parseTable(tables.elements, ELEMENT_COLUMNS).map(elementFrom),
      ...parseTable(tables.fields, FIELD_COLUMNS).map(fieldFrom),
    ],
    mustHaves: parseTable(tables.mustHave, ['class', 'fields', 'source', 'confidence'] as const).map((row) => ({
      class: row.class,
      fields: row.fields.split(' '),
      source: row.source,
      confidence: known(CONFIDENCES, row.confidence, row.class),
    })),
  }
  const faults = schemeFaults(scheme)
  if (faults.length > 0) throw new Error(`metadata scheme: ${faults.join('; ')}`)
  return scheme
}

type Row<Column extends string> = Readonly<Record<Column, string>>

function elementFrom(row: Row<(typeof ELEMENT_COLUMNS)[number]>): MetadataField {
  return {
    ...shared(row),
    id: row.id,
    family: null,
    element: null,
    group: known(METADATA_GROUPS, row.group, row.id),
    derived: row.derived === '' ? null : known(DERIVED_FACTS, row.derived, row.id),
    obligation: known(METADATA_OBLIGATIONS, row.obligation, row.id),
    isRepeatable: row.repeatable === 'yes',
  }
}

function fieldFrom(row: Row<(typeof FIELD_COLUMNS)[number]>): MetadataField {
  return {
    ...shared(row),
    id: row.id,
    family: row.family,
    element: row.element === '' ? null : row.element,
    group: 'family',
    derived: null,
    obligation: 'optional',
    isRepeatable: false,
  }
}

function shared(row: Row<'id' | 'name_zh' | 'name_en' | 'kind' | (typeof SHARED)[number]>) {
  const range = /^(\d+)\.\.(\d+)$/.exec(row.check)
  return {
    zh: row.name_zh,
    en: row.name_en,
    kind: known(METADATA_KINDS, row.kind, row.id),
    check: row.check === '' || range !== null ? null : known(METADATA_CHECKS, row.check, row.id),
    min: range === null ? null : Number(range[1]),
    max: range === null ? null : Number(range[2]),
    choices: row.choices === '' ? [] : row.choices.split('|').map(choiceFrom),
    isPersonal: row.personal === 'yes',
    source: row.source,
    confidence: known(CONFIDENCES, row.confidence, row.id),
  }
}

function choiceFrom(text: string): { readonly value: string; readonly en: string } {
  const [value = '', en = value] = text.split('=')
  return { value, en }
}

function known<T extends string>(list: readonly T[], text: string, id: string): T {
  const found = list.find((one) => one === text)
  if (found === undefined) throw new Error(`metadata scheme: ${id} says "${text}"`)
  return found
}

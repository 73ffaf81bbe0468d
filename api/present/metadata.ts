import { wholeYearsOf } from '#domain/precedence.ts'
import type { ActFacts } from '#domain/acts/act.ts'
import {
  describeMetadata,
  familyOf,
  fieldsNamed,
  metadataOf,
  missingOfClass,
} from '#domain/acts/describe-metadata.ts'
import { itemsOf, pageImagesOf } from '#domain/acts/paper-effects.ts'
import { fondsOf, type Subject } from '#domain/acts/place.ts'
import { derivedMetadata, type MetadataValues } from '#domain/metadata.ts'
import {
  fieldsOf,
  formNamesOf,
  METADATA_GROUPS,
  mustHaveOf,
  proposedOf,
  type MetadataField,
} from '#domain/metadata-scheme.ts'
import type { MetadataView } from '#api/contract/metadata.ts'
import { allowed } from './allowed.ts'

type RecordSubject = Extract<Subject, { kind: 'record' }>

interface Seen {
  readonly subject: RecordSubject
  readonly itemId: string | null
  readonly named: { readonly unitName: string; readonly fondsName: string }
}

/** The form of a record's description, or of one of its items; undefined when there is no such item. */
export function metadataView(facts: ActFacts, { subject, itemId, named }: Seen): MetadataView | undefined {
  const items = itemsOf(subject.rows)
  if (itemId !== null && !items.some(({ id }) => id === itemId)) return undefined
  const scheme = facts.reference.metadataScheme()
  const family = familyOf(facts, subject)
  const { classCode } = subject.row
  const derived = itemId === null ? derivedOf(facts, { subject, itemId, named }) : {}
  const values = { ...derived, ...metadataOf(subject, itemId) }
  const required = itemId === null ? mustHaveOf(scheme, classCode) : []
  const proposed = itemId === null ? proposedOf(scheme, classCode) : []
  const fields = fieldsOf(scheme, family).map((field) => ({
    group: field.group,
    view: fieldView(field, {
      values,
      isRequired: required.includes(field.id),
      isProposed: proposed.includes(field.id),
      alsoCalled: formNamesOf(scheme, { family, element: field.id }).map(({ id, zh, en }) => ({
        id,
        zh,
        en,
      })),
    }),
  }))
  return {
    schemeVersion: scheme.version,
    family,
    itemId,
    items: items.map(({ id, position, title }) => ({ id, no: position, title })),
    groups: METADATA_GROUPS.map((key) => ({
      key,
      fields: fields.filter(({ group }) => group === key).map(({ view }) => view),
    })).filter((group) => group.fields.length > 0),
    missing: fieldsNamed(facts, { family, ids: missingOfClass(facts, subject) }).map((field) => ({
      ...field,
    })),
    edit: allowed(describeMetadata(facts, { recordId: subject.row.id, itemId, values: {} })),
  }
}

function derivedOf(facts: ActFacts, { subject, named }: Seen): MetadataValues {
  const { row, rows } = subject
  const versionId =
    row.scheduleVersionId ?? facts.reference.recordClass(row.classCode)?.scheduleVersionId ?? ''
  const rule = facts.reference.scheduleRow(versionId, row.classCode)
  return derivedMetadata(facts.reference.metadataScheme(), {
    ...named,
    record: row,
    fondsCode: fondsOf(facts, row.fondsId).code,
    periodYears: rule === undefined ? undefined : wholeYearsOf(rule, row),
    items: itemsOf(rows).length,
    objects: pageImagesOf(rows),
  })
}

interface FieldSeen {
  readonly values: MetadataValues
  readonly isRequired: boolean
  readonly isProposed: boolean
  readonly alsoCalled: MetadataView['groups'][number]['fields'][number]['alsoCalled']
}

function fieldView(
  field: MetadataField,
  { values, isRequired, isProposed, alsoCalled }: FieldSeen,
): MetadataView['groups'][number]['fields'][number] {
  const { id, zh, en, kind, choices, min, max, obligation, isRepeatable, source, confidence } = field
  return {
    id,
    zh,
    en,
    kind,
    choices: choices.map((choice) => ({ value: choice.value, zh: choice.value, en: choice.en })),
    min,
    max,
    obligation,
    isRepeatable,
    isRequired,
    isProposed,
    isDerived: field.derived !== null,
    values: [...(values[id] ?? [])],
    alsoCalled,
    source,
    confidence,
  }
}

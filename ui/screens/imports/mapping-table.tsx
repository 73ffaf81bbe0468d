import type { ImportTableView } from '#api/contract/imports.ts'
import {
  IMPORT_FIELDS,
  type ImportField,
  type ImportMapping,
  type MappingFault,
} from '#domain/import-columns.ts'
import { Choice } from '#ui/components/choice.tsx'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'

interface MappingTableProps {
  readonly table: ImportTableView
  readonly mapping: ImportMapping
  readonly faults: readonly MappingFault[]
  readonly onChange: (mapping: ImportMapping) => void
}

/** Which column holds which field, with what stands in it, so that a wrong one is seen. */
export function MappingTable({ table, mapping, faults, onChange }: MappingTableProps) {
  const text = useText()
  const { t } = text
  const taken = Object.values(mapping)
  const left = table.headers.filter((_header, index) => !taken.includes(index))
  return (
    <section className="card" aria-labelledby="import-mapping">
      <div className="row spread">
        <h2 id="import-mapping">{t('imports:mapping.title')}</h2>
        <span className="muted">{t(`imports:mapping.from.${table.mappedFrom}`)}</span>
      </div>
      <DataTable
        caption={t('imports:mapping.title')}
        items={IMPORT_FIELDS}
        keyOf={(field) => field}
        columns={columnsOf({ text, table, mapping, onChange })}
      />
      {left.length > 0 && (
        <p className="muted">{t('imports:mapping.left', { names: left.join(t('listSeparator')) })}</p>
      )}
      <output className="stack tight">
        {faults.map((fault) => (
          <span key={fault.code} className="mapping-fault">
            {faultText(text, fault, table)}
          </span>
        ))}
      </output>
    </section>
  )
}

interface Columns {
  readonly text: Text
  readonly table: ImportTableView
  readonly mapping: ImportMapping
  readonly onChange: (mapping: ImportMapping) => void
}

function columnsOf({ text, table, mapping, onChange }: Columns): readonly Column<ImportField>[] {
  const { t } = text
  const choices = table.headers.map((header, index) => {
    return { value: String(index), label: `${letterOf(index)} · ${header}` }
  })
  return [
    {
      title: t('imports:mapping.field'),
      width: 190,
      render: (field) => <label htmlFor={`map-${field}`}>{t(`imports:field.${field}`)}</label>,
    },
    {
      title: t('imports:mapping.column'),
      width: 240,
      render: (field) => (
        <Choice
          id={`map-${field}`}
          value={mapping[field] === undefined ? null : String(mapping[field])}
          placeholder={t('imports:mapping.nothing')}
          options={choices}
          onChange={(column) => onChange(withColumn(mapping, field, column))}
        />
      ),
    },
    {
      title: t('imports:mapping.sample'),
      render: (field) => {
        const column = mapping[field]
        const cells = column === undefined ? [] : table.rows.map((row) => row[column] ?? '')
        return <span className="clip muted">{cells.filter((cell) => cell !== '').join(' · ')}</span>
      },
    },
  ]
}

function withColumn(mapping: ImportMapping, field: ImportField, column: string | null): ImportMapping {
  const { [field]: _former, ...others } = mapping
  return column === null ? others : { ...others, [field]: Number(column) }
}

function faultText({ t }: Text, fault: MappingFault, { headers }: ImportTableView): string {
  const names = fault.code === 'import.mapping-twice' ? fault.columns.map((at) => headers[at] ?? '') : []
  const fields = fault.code === 'import.mapping-twice' ? [] : fault.fields
  const named = [...names, ...fields.map((field) => t(`imports:field.${field}`))]
  return t(`imports:mapping.fault.${fault.code.slice('import.mapping-'.length)}`, {
    names: named.join(t('listSeparator')),
  })
}

/** As a spreadsheet program calls it: A, B, … Z, AA. */
function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : `${letterOf(Math.floor(index / 26) - 1)}${last}`
}

import { Button, Input, Select } from 'antd'
import { CADENCES } from '#domain/vocabulary/structure.ts'
import { useRead } from '#ui/client/hooks.ts'
import { useText } from '#ui/i18n/use-text.ts'
import type { DraftRow } from './draft-rows.ts'

interface DraftTableProps {
  readonly rows: readonly DraftRow[]
  readonly onChange: (key: string, part: Partial<DraftRow>) => void
  /** Of a class that is new: one of before ends into another. */
  readonly onRemove: (key: string) => void
}

const TEXTS = ['code', 'nameZh', 'nameEn', 'parent', 'holds'] as const

/** The classes of a draft: each cell is changed in its place, and a class that ends says which takes over. */
export function DraftTable({ rows, onChange, onRemove }: DraftTableProps) {
  const { t } = useText()
  return (
    <div className="panel table-frame">
      <table className="data-table compact">
        <caption className="visually-hidden">{t('structure:scheme.classes')}</caption>
        <thead>
          <tr>
            {(['was', ...TEXTS, 'units', 'cadence', 'end'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`structure:draft.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <Row
              key={row.key}
              row={row}
              rows={rows}
              number={index + 1}
              onChange={onChange}
              onRemove={onRemove}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface RowProps extends DraftTableProps {
  readonly row: DraftRow
  readonly number: number
}

function Row({ row, rows, number, onChange, onRemove }: RowProps) {
  const { t, say } = useText()
  const units = useRead('GET /api/units', {}).data?.items ?? []
  const put = (part: Partial<DraftRow>) => onChange(row.key, part)
  const labelOf = (column: (typeof TEXTS)[number] | 'units' | 'cadence') =>
    t('structure:draft.cell', { column: t(`structure:draft.column.${column}`), row: number })
  const isEnding = row.endsInto !== null
  return (
    <tr>
      <td className="code">{row.was ?? t('structure:draft.new')}</td>
      {TEXTS.map((column) => (
        <td key={column}>
          <Input
            size="small"
            disabled={isEnding}
            aria-label={labelOf(column)}
            value={row[column]}
            onChange={(event) => put({ [column]: event.target.value })}
          />
        </td>
      ))}
      <td>
        <Select
          mode="multiple"
          size="small"
          style={{ width: '100%' }}
          disabled={isEnding}
          aria-label={labelOf('units')}
          options={units.map(({ id, name }) => ({ value: id, label: say(name) }))}
          value={[...row.units]}
          onChange={(chosen: string[]) => put({ units: chosen })}
        />
      </td>
      <td>
        <Select
          size="small"
          allowClear
          style={{ width: '100%' }}
          disabled={isEnding}
          aria-label={labelOf('cadence')}
          options={CADENCES.map((one) => ({ value: one, label: t(`filing:cadence.${one}`) }))}
          value={row.cadence}
          onChange={(chosen: DraftRow['cadence'] | undefined) => put({ cadence: chosen ?? null })}
        />
      </td>
      <td>
        <End row={row} rows={rows} number={number} onChange={onChange} onRemove={onRemove} />
      </td>
    </tr>
  )
}

/** What becomes of a class: a new one is taken away, one of before ends into another. */
function End({ row, rows, number, onChange, onRemove }: RowProps) {
  const { t } = useText()
  const put = (endsInto: string | null) => onChange(row.key, { endsInto })
  if (row.was === null)
    return (
      <Button
        size="small"
        aria-label={t('structure:draft.cell', { column: t('structure:draft.remove'), row: number })}
        onClick={() => onRemove(row.key)}
      >
        {t('structure:draft.remove')}
      </Button>
    )
  if (row.endsInto === null)
    return (
      <Button size="small" onClick={() => put('')}>
        {t('structure:draft.end')}
      </Button>
    )
  return (
    <span className="row">
      <Select
        size="small"
        style={{ width: '100%' }}
        aria-label={t('structure:draft.cell', { column: t('structure:draft.column.end'), row: number })}
        placeholder={t('structure:draft.into')}
        options={rows
          .filter((one) => one.endsInto === null && one.code !== '')
          .map(({ code }) => ({ value: code, label: code }))}
        value={row.endsInto === '' ? null : row.endsInto}
        onChange={put}
      />
      <Button size="small" onClick={() => put(null)}>
        {t('structure:draft.keep')}
      </Button>
    </span>
  )
}

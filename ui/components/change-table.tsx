import type { FieldChangeView } from '#api/contract/audit.ts'
import { useText } from '#ui/i18n/use-text.ts'

interface ChangeTableProps {
  readonly changes: readonly FieldChangeView[]
  /** Persons, units and steps whose ids stand in the values. */
  readonly names: Readonly<Record<string, { readonly zh: string; readonly en: string }>>
  readonly heads?: readonly [before: string, after: string]
}

/** Fields that differ, and their two values. */
export function ChangeTable({ changes, names, heads }: ChangeTableProps) {
  const { t } = useText()
  const [before, after] = heads ?? [t('audit:before'), t('audit:after')]
  if (changes.length === 0) return <p className="muted">{t('audit:act.noChange')}</p>
  return (
    <table className="change-table">
      <caption className="visually-hidden">{t('audit:act.changes')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('audit:field.label')}</th>
          <th scope="col">{before}</th>
          <th scope="col">{after}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={`${change.table}/${change.rowId}/${change.field}`}>
            <th scope="row" title={`${change.table}.${change.field}`}>
              <span className="faint">
                {t(`audit:table.${change.table}`, { defaultValue: change.table })}
              </span>{' '}
              {t(`audit:field.${change.field}`, { defaultValue: change.field })}
            </th>
            <td>
              <Value value={change.before} names={names} />
            </td>
            <td>
              <Value value={change.after} names={names} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
const LONGEST = 200

function Value({ value, names }: { readonly value: unknown; readonly names: ChangeTableProps['names'] }) {
  const { t, say } = useText()
  if (value === null || value === undefined || value === '') return <span className="faint">–</span>
  if (typeof value === 'boolean') return <span>{t(value ? 'yes' : 'none')}</span>
  const text =
    Array.isArray(value) && value.every((part) => typeof part === 'string')
      ? value.join(t('listSeparator'))
      : typeof value === 'string'
        ? value
        : JSON.stringify(value)
  const word = names[text]
  if (word !== undefined) return <span title={text}>{say(word)}</span>
  const named = text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
    const name = names[id]
    return name === undefined ? `${id.slice(0, 8)}…` : say(name)
  })
  const shown = INSTANT.test(named) ? named.slice(0, 'YYYY-MM-DDTHH:MM'.length).replace('T', ' ') : named
  return <span title={text}>{shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown}</span>
}

import dayjs from 'dayjs'
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
                <RowName name={names[change.rowId]} />
              </span>{' '}
              {t(`audit:field.${change.field}`, { defaultValue: change.field })}
            </th>
            <td>
              <Value change={change} value={change.before} names={names} />
            </td>
            <td>
              <Value change={change} value={change.after} names={names} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function RowName({ name }: { readonly name: ChangeTableProps['names'][string] | undefined }) {
  const { say } = useText()
  return name === undefined ? null : <> {say(name)}</>
}

/** Where the words of a closed list stand, by table and field or by field alone; what is no such word is shown as it is. */
const WORDS: Readonly<Record<string, string>> = {
  'bulkJob.state': 'schedules:redating.state',
  'disposalListItem.state': 'vocabulary:item',
  'disposalListItem.leaveReason': 'vocabulary:leave',
  'hold.state': 'vocabulary:hold',
  'standingHold.state': 'vocabulary:hold',
  'job.kind': 'vocabulary:job',
  'job.state': 'vocabulary:jobState',
  'objectCopy.state': 'vocabulary:copy',
  'scheduleVersion.state': 'schedules:state',
  'task.state': 'vocabulary:taskState',
  'transferBatchItem.state': 'vocabulary:batchItem',
  'transferBatchItem.leaveReason': 'vocabulary:batchLeave',
  'transferCheck.verdict': 'vocabulary:checkVerdict',
  'trigger.kind': 'vocabulary:event',
  appraiserKind: 'vocabulary:appraiser',
  bucket: 'vocabulary:bucket',
  carrier: 'vocabulary:carrier',
  clearance: 'vocabulary:choice',
  confidence: 'vocabulary:confidence',
  family: 'vocabulary:family',
  grade: 'vocabulary:choice',
  mode: 'vocabulary:mode',
  nature: 'vocabulary:nature',
  openingState: 'vocabulary:choice',
  receiptVerdict: 'vocabulary:receipt',
  receiver: 'vocabulary:receiver',
  role: 'vocabulary:role',
  scanPolicy: 'vocabulary:choice',
  sendMethod: 'vocabulary:choice',
}

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
const LONGEST = 200

interface ValueProps {
  readonly change: FieldChangeView
  readonly value: unknown
  readonly names: ChangeTableProps['names']
}

function Value({ change: { table, field }, value, names }: ValueProps) {
  const { t, say } = useText()
  if (value === null || value === undefined || value === '') return <span className="faint">–</span>
  if (typeof value === 'boolean') return <span>{t(value ? 'yes' : 'none')}</span>
  const text =
    Array.isArray(value) && value.every((part) => typeof part === 'string')
      ? value.join(t('listSeparator'))
      : typeof value === 'string'
        ? value
        : JSON.stringify(value)
  const words = WORDS[`${table}.${field}`] ?? WORDS[field]
  if (words !== undefined && typeof value === 'string')
    return <span title={text}>{t(`${words}.${text}`, { defaultValue: text })}</span>
  const word = names[text]
  if (word !== undefined) return <span title={text}>{say(word)}</span>
  const named = text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
    const name = names[id]
    return name === undefined ? `${id.slice(0, 8)}…` : say(name)
  })
  const shown = INSTANT.test(named) ? dayjs(named).format('YYYY-MM-DD HH:mm') : named
  return <span title={text}>{shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown}</span>
}

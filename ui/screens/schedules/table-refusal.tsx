import { Button } from 'antd'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { csvCell, saveText, tableFaultsIn } from './table-file.ts'

/** Why a table was not taken: row by row, with line, reason and the cell, to be read here or beside the spreadsheet. */
export function TableRefusal({ error }: { readonly error: unknown }) {
  const { t } = useText()
  const refused = tableFaultsIn(error)
  if (refused === undefined) return <ProblemNotice error={error} />
  const { faults, count } = refused
  const reasonOf = (code: string) => t(`schedules:fault.${code.replace('schedule.', '')}`)
  const save = () =>
    saveText(
      'faults.csv',
      [
        [
          t('schedules:fault.line'),
          t('schedules:fault.row'),
          t('schedules:fault.reason'),
          t('schedules:fault.cell'),
        ],
        ...faults.map(({ line, row, code, cell }) => [String(line), row, reasonOf(code), cell]),
      ]
        .map((cells) => cells.map(csvCell).join(','))
        .join('\r\n'),
    )
  return (
    <section className="table-faults" role="alert" aria-label={t('schedules:fault.title', { count })}>
      <div className="row spread">
        <strong>{t('schedules:fault.title', { count })}</strong>
        <Button size="small" onClick={save}>
          {t('schedules:fault.save')}
        </Button>
      </div>
      <p className="muted">{t('schedules:fault.whole')}</p>
      <div className="table-faults-frame">
        <table className="data-table compact">
          <caption className="visually-hidden">{t('schedules:fault.title', { count })}</caption>
          <thead>
            <tr>
              <th scope="col" style={{ width: 52 }}>
                {t('schedules:fault.line')}
              </th>
              <th scope="col" style={{ width: 88 }}>
                {t('schedules:fault.row')}
              </th>
              <th scope="col">{t('schedules:fault.reason')}</th>
              <th scope="col">{t('schedules:fault.cell')}</th>
            </tr>
          </thead>
          <tbody>
            {faults.map(({ line, row, code, cell }, index) => (
              <tr key={`${line}-${code}-${index}`}>
                <td>{line}</td>
                <td className="code">{row}</td>
                <td>{reasonOf(code)}</td>
                <td className="code" title={cell}>
                  {cell}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {count > faults.length && (
        <p className="faint">{t('schedules:fault.more', { count: count - faults.length })}</p>
      )}
    </section>
  )
}

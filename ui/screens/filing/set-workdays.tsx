import { Button, Input, InputNumber } from 'antd'
import { useId, useState } from 'react'
import { faultsIn } from '#ui/client/problem-error.ts'
import { useAct } from '#ui/client/hooks.ts'
import { Dialog } from '#ui/components/dialog.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { readTableFile } from '#ui/screens/schedules/table-file.ts'

interface SetWorkdaysProps {
  readonly year: number
  readonly onClose: () => void
}

/** The order of a year, typed or read from a file; a refusal names each line with its reason. */
export function SetWorkdays({ year: shown, onClose }: SetWorkdaysProps) {
  const { t } = useText()
  const [year, setYear] = useState(shown)
  const [source, setSource] = useState('')
  const [csv, setCsv] = useState('')
  const ids = { year: useId(), source: useId(), table: useId(), file: useId() }
  const set = useAct('POST /api/working-days', { onDone: onClose })
  const isReady = source.trim().length > 3 && csv.trim() !== ''
  return (
    <Dialog
      title={t('filing:workdays.setTitle')}
      onClose={onClose}
      act={
        <Button
          type="primary"
          loading={set.isPending}
          disabled={!isReady}
          onClick={() => set.mutate({ body: { year, source: source.trim(), csv } })}
        >
          {t('filing:workdays.verb')}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{t('filing:workdays.rule')}</p>
        <div className="field">
          <label htmlFor={ids.year}>{t('filing:workdays.year')}</label>
          <InputNumber<number>
            id={ids.year}
            min={1949}
            max={2298}
            precision={0}
            value={year}
            onChange={(value) => setYear(value ?? shown)}
          />
        </div>
        <div className="field">
          <label htmlFor={ids.source}>{t('filing:workdays.source')}</label>
          <Input
            id={ids.source}
            maxLength={300}
            value={source}
            onChange={(event) => setSource(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor={ids.table}>{t('filing:workdays.table')}</label>
          <Input.TextArea
            id={ids.table}
            className="code"
            rows={8}
            maxLength={50_000}
            placeholder={t('filing:workdays.example', { year })}
            value={csv}
            onChange={(event) => setCsv(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor={ids.file}>{t('filing:workdays.file')}</label>
          <input
            id={ids.file}
            type="file"
            accept=".csv,text/csv,text/plain"
            onChange={(event) => {
              const file = event.target.files?.[0]
              if (file !== undefined) void readTableFile(file).then((table) => setCsv(table.csv))
            }}
          />
        </div>
        <ProblemNotice error={set.error}>
          <Faults error={set.error} />
        </ProblemNotice>
      </div>
    </Dialog>
  )
}

function Faults({ error }: { readonly error: unknown }) {
  const { t } = useText()
  const faults = faultsIn(error, { line: 'number', cell: 'string', fault: 'string' })
  if (faults.length === 0) return null
  return (
    <ul>
      {faults.map(({ line, cell, fault }) => (
        <li key={`${line}/${fault}`}>
          {t('filing:workdays.line', {
            line,
            cell,
            fault: t(`filing:workdays.fault.${fault.replace('calendar.', '')}`, { defaultValue: fault }),
          })}
        </li>
      ))}
    </ul>
  )
}

import { Button, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { faultsIn } from '#ui/client/problem-error.ts'
import { useAct } from '#ui/client/hooks.ts'
import { Dialog } from '#ui/components/dialog.tsx'
import { Labelled } from '#ui/components/labelled.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { TextField } from '#ui/components/text-field.tsx'
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
        <Labelled label={t('filing:workdays.year')}>
          {(id) => (
            <InputNumber<number>
              id={id}
              min={1949}
              max={2298}
              precision={0}
              value={year}
              onChange={(value) => setYear(value ?? shown)}
            />
          )}
        </Labelled>
        <TextField label={t('filing:workdays.source')} maxLength={300} value={source} onChange={setSource} />
        <Labelled label={t('filing:workdays.table')}>
          {(id) => (
            <Input.TextArea
              id={id}
              className="code"
              rows={8}
              maxLength={50_000}
              placeholder={t('filing:workdays.example', { year })}
              value={csv}
              onChange={(event) => setCsv(event.target.value)}
            />
          )}
        </Labelled>
        <TableFile onRead={setCsv} />
        <ProblemNotice error={set.error}>
          <Faults error={set.error} />
        </ProblemNotice>
      </div>
    </Dialog>
  )
}

/** The table out of a file instead. */
function TableFile({ onRead }: { readonly onRead: (csv: string) => void }) {
  const { t } = useText()
  return (
    <Labelled label={t('filing:workdays.file')}>
      {(id) => (
        <input
          id={id}
          type="file"
          accept=".csv,text/csv,text/plain"
          onChange={(event) => {
            const file = event.target.files?.[0]
            if (file !== undefined) void readTableFile(file).then((table) => onRead(table.csv))
          }}
        />
      )}
    </Labelled>
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

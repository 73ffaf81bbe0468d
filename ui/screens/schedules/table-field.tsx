import { Button } from 'antd'
import { useId } from 'react'
import { useText } from '#ui/i18n/use-text.ts'
import { readTableFile, type TableText } from './table-file.ts'

interface TableFieldProps {
  readonly file: TableText | undefined
  readonly onFile: (file: TableText | undefined) => void
  /** What holds while no file is chosen. */
  readonly without: string
}

/** A table from a spreadsheet, with what was read of it before it is sent. */
export function TableField({ file, onFile, without }: TableFieldProps) {
  const { t } = useText()
  const id = useId()
  return (
    <div className="field">
      <span className="row">
        <label htmlFor={id}>{t('schedules:file.label')}</label>
        <label htmlFor={id} className="file-choose">
          {t('schedules:file.choose')}
        </label>
        {file !== undefined && <span className="muted clip">{file.name}</span>}
      </span>
      <input
        id={id}
        className="visually-hidden"
        type="file"
        accept=".csv,text/csv"
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0]
          if (chosen === undefined) onFile(undefined)
          else void readTableFile(chosen).then(onFile)
        }}
      />
      {file === undefined ? (
        <span className="hint">{without}</span>
      ) : (
        <span className="row hint">
          {t('schedules:file.read', {
            lines: Math.max(0, file.csv.trimEnd().split('\n').length - 1),
            encoding: file.encoding === 'utf-8' ? 'UTF-8' : 'GB18030',
          })}
          <Button size="small" type="text" onClick={() => onFile(undefined)}>
            {t('schedules:file.drop')}
          </Button>
        </span>
      )}
    </div>
  )
}

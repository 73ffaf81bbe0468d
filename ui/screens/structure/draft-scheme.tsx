import { Button } from 'antd'
import { useState } from 'react'
import type { SchemeDetailView } from '#api/contract/schemes.ts'
import { useAct } from '#ui/client/hooks.ts'
import { faultsIn } from '#ui/client/problem-error.ts'
import { DateInput } from '#ui/components/date-input.tsx'
import { Labelled } from '#ui/components/labelled.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { TextField } from '#ui/components/text-field.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { draftOf, newRow, rowsFrom, withCode, type DraftRow } from './draft-rows.ts'
import { DraftTable } from './draft-table.tsx'

interface DraftSchemeProps {
  /** The version that it follows; null for the first of a new line. */
  readonly from: SchemeDetailView | null
  readonly onClose: () => void
}

const HEAD = ['line', 'version', 'nameZh', 'nameEn', 'authority'] as const
type Head = Readonly<Record<(typeof HEAD)[number] | 'effectiveOn', string>>
const SHORT: ReadonlySet<string> = new Set(['line', 'version'])

/**
 * A version that nobody has put in force yet: the next one, begun with the one that is shown, with classes added, renamed, moved or
 * ended and the crosswalk that follows; or the first of a line, begun with nothing.
 */
export function DraftScheme({ from, onClose }: DraftSchemeProps) {
  const { t } = useText()
  const { line = '', version = '', name } = from?.scheme ?? {}
  const [head, setHead] = useState<Head>({
    line,
    version: '',
    nameZh: name?.zh ?? '',
    nameEn: name?.en ?? '',
    effectiveOn: '',
    authority: '',
  })
  const [rows, setRows] = useState<readonly DraftRow[]>(() => (from === null ? [newRow()] : rowsFrom(from)))
  const draft = useAct('POST /api/schemes', { onDone: onClose })
  const isReady = Object.values(head).every((value) => value.trim() !== '')
  const change = (key: string, part: Partial<DraftRow>) =>
    setRows((before) =>
      part.code === undefined
        ? before.map((row) => (row.key === key ? { ...row, ...part } : row))
        : withCode(before, key, part.code),
    )
  const remove = (key: string) => setRows((before) => before.filter((row) => row.key !== key))
  const title =
    from === null ? t('structure:draft.firstTitle') : t('structure:draft.title', { line, version })
  return (
    <section className="stack" aria-label={title}>
      <h3>{title}</h3>
      <p className="muted">{t(from === null ? 'structure:draft.firstHint' : 'structure:draft.hint')}</p>
      <div className="row wrap">
        {HEAD.filter((field) => from === null || field !== 'line').map((field) => (
          <TextField
            key={field}
            label={t(field === 'line' ? 'structure:draft.lineCode' : `structure:draft.${field}`)}
            maxLength={SHORT.has(field) ? 20 : 120}
            value={head[field]}
            onChange={(value) => setHead({ ...head, [field]: value })}
          />
        ))}
        <Labelled label={t('structure:draft.effectiveOn')}>
          {(id) => (
            <DateInput
              id={id}
              value={head.effectiveOn}
              onChange={(effectiveOn) => setHead({ ...head, effectiveOn })}
            />
          )}
        </Labelled>
      </div>
      <DraftTable rows={rows} onChange={change} onRemove={remove} />
      <ProblemNotice error={draft.error}>
        <Faults error={draft.error} />
      </ProblemNotice>
      <div className="row">
        <Button onClick={() => setRows((before) => [...before, newRow()])}>{t('structure:draft.add')}</Button>
        <span className="grow" />
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button
          type="primary"
          loading={draft.isPending}
          disabled={!isReady || rows.length === 0}
          onClick={() => draft.mutate({ body: { ...head, ...draftOf(rows, version) } })}
        >
          {t('structure:draft.verb')}
        </Button>
      </div>
    </section>
  )
}

/** What the server names row by row: a cycle, a code twice, an unknown unit or class. */
function Faults({ error }: { readonly error: unknown }) {
  const { t } = useText()
  const faults = faultsIn(error, { row: 'number', code: 'string', fault: 'string' })
  if (faults.length === 0) return null
  return (
    <ul>
      {faults.map(({ row, code, fault }) => (
        <li key={`${row}/${fault}`}>
          {t('structure:draft.line', {
            row,
            code,
            fault: t(`structure:draft.fault.${fault.split('.')[1] ?? ''}`, { defaultValue: fault }),
          })}
        </li>
      ))}
    </ul>
  )
}

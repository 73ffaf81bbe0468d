import { Input, type InputRef } from 'antd'
import { useEffect, useId, useRef, useState } from 'react'
import type { CellView } from '#api/contract/paper.ts'
import { useRead } from '#ui/client/hooks.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import './paper.css'

interface CellFieldProps {
  readonly value: string
  readonly onChange: (barcode: string) => void
  readonly isLocked?: boolean
  readonly fault?: string | undefined
}

/** A barcode by scanner or by hand: the scanner types it and ends with Enter; the cell is shown before anything is put into it. */
export function CellField({ value, onChange, isLocked = false, fault }: CellFieldProps) {
  const { t } = useText()
  const id = useId()
  const field = useRef<InputRef>(null)
  // What a scanner types goes to where the cursor is.
  useEffect(() => {
    if (!isLocked) field.current?.focus()
  }, [isLocked])
  const [asked, setAsked] = useState(value)
  const isAsked = asked !== '' && asked === value
  const cell = useRead(
    'GET /api/locations/cells/:barcode',
    { params: { barcode: asked } },
    { isEnabled: isAsked },
  )
  return (
    <div className="stack tight">
      <div className="field">
        <label htmlFor={id}>{t('paper:cell.label')}</label>
        <Input
          ref={field}
          id={id}
          className="barcode"
          value={value}
          maxLength={60}
          disabled={isLocked}
          autoComplete="off"
          spellCheck={false}
          aria-required
          aria-describedby={`${id}-hint`}
          {...(fault === undefined ? {} : { status: 'warning' as const })}
          onChange={(event) => onChange(event.target.value.trim())}
          onBlur={() => setAsked(value)}
          onPressEnter={(event) => {
            event.preventDefault()
            setAsked(value)
            // The next scan writes over this one.
            field.current?.select()
          }}
        />
        <span className="hint" id={`${id}-hint`}>
          {t('paper:cell.hint')}
        </span>
        {fault !== undefined && (
          <span className="fault" role="alert">
            {t(`vocabulary:fault.${fault}`)}
          </span>
        )}
      </div>
      {isAsked && cell.data !== undefined && <CellCard cell={cell.data} />}
      {isAsked && <ProblemNotice error={cell.error} />}
    </div>
  )
}

/** Where it is, how much room it has, and which place comes next. */
function CellCard({ cell }: { readonly cell: CellView }) {
  const { t, say } = useText()
  const taken = new Set(cell.files.map(({ slot }) => slot))
  const next = Array.from({ length: cell.capacity }, (_, index) => index + 1).find((slot) => !taken.has(slot))
  const standing = cell.capacity - cell.free
  return (
    <output className="cell-card">
      <span className="row wrap">
        <strong>
          {t('paper:cell.place', { room: say(cell.room), rack: say(cell.rack), cell: say(cell.name) })}
        </strong>
        <Tag tone={cell.free === 0 ? 'soon' : 'ok'}>
          {t('paper:cell.free', { free: cell.free, capacity: cell.capacity })}
        </Tag>
      </span>
      <Fill free={cell.free} capacity={cell.capacity} />
      <span className="muted">
        {cell.free === 0
          ? t('paper:cell.full')
          : [
              t('paper:cell.standing', { count: standing }),
              // Places of files that the reader may not see are not known here.
              ...(standing === cell.files.length && next !== undefined
                ? [t('paper:cell.next', { slot: next })]
                : []),
            ].join(t('detail.and'))}
      </span>
    </output>
  )
}

export function Fill({ free, capacity }: { readonly free: number; readonly capacity: number }) {
  const share = capacity === 0 ? 0 : (capacity - free) / capacity
  return (
    <span className={`fill${free === 0 ? ' full' : ''}`} aria-hidden="true">
      <span style={{ width: `${share * 100}%` }} />
    </span>
  )
}

import { Button } from 'antd'
import { useRef, type ClipboardEvent, type KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import type { ContentsFault } from '#domain/contents.ts'
import { useText } from '#ui/i18n/use-text.ts'
import { COLUMNS, pasted, rowAfter, type Column, type Row } from './contents-rows.ts'
import { faultText } from './contents-words.ts'

interface ContentsEditorProps {
  readonly rows: readonly Row[]
  readonly faults: readonly ContentsFault[]
  readonly isLocked: boolean
  readonly onChange: (rows: readonly Row[]) => void
}

const NAMES: Readonly<Record<Column, string>> = {
  title: 'name',
  responsible: 'responsible',
  documentNo: 'documentNo',
  formedOn: 'formedOn',
  firstPage: 'firstPage',
  lastPage: 'lastPage',
}

/** The list as a sheet: cells are typed one after the other, a new row comes by itself, blocks are pasted. */
export function ContentsEditor({ rows, faults, isLocked, onChange }: ContentsEditorProps) {
  const { t } = useText()
  const sheet = useRef<HTMLTableElement>(null)
  const focus = (row: number, column: Column) =>
    sheet.current?.querySelector<HTMLInputElement>(`[data-cell="${row}-${column}"]`)?.focus()
  const put = (row: number, column: Column, text: string) =>
    onChange(rows.map((one, index) => (index === row ? { ...one, [column]: text } : one)))
  const addRow = (column: Column) => {
    flushSync(() => onChange([...rows, rowAfter(rows)]))
    focus(rows.length, column)
  }
  const press = (event: KeyboardEvent, row: number, column: Column) => {
    const to = rowAfterKey(event, { row, column, last: rows.length - 1 })
    if (to === undefined) return
    event.preventDefault()
    if (to === 'new') addRow('title')
    else focus(to, column)
  }
  const paste = (event: ClipboardEvent, row: number, column: Column) => {
    const next = pasted(rows, event.clipboardData.getData('text/plain'), { row, column })
    if (next === undefined) return
    event.preventDefault()
    onChange(next)
  }
  const remove = (row: number) => {
    const left = rows.filter((_, index) => index !== row)
    flushSync(() => onChange(left.length === 0 ? [rowAfter([])] : left))
    focus(Math.max(0, row - 1), 'title')
  }
  return (
    <div className="stack tight">
      <div className="sheet-frame">
        <table className="sheet" ref={sheet}>
          <caption className="visually-hidden">{t('paper:list.title')}</caption>
          <SheetHead />
          <tbody>
            {rows.map((row, at) => (
              <SheetRow
                // A row has no name of its own: it is its place in the list.
                key={at}
                row={row}
                no={at + 1}
                faults={faults.filter(({ no }) => no === at + 1)}
                isLocked={isLocked}
                onType={(column, text) => put(at, column, text)}
                onPress={(event, column) => press(event, at, column)}
                onPaste={(event, column) => paste(event, at, column)}
                onRemove={() => remove(at)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {!isLocked && (
        <div className="row wrap">
          <Button size="small" onClick={() => addRow('title')}>
            {t('paper:list.addRow')}
          </Button>
          <span className="faint small">{t('paper:list.hint')}</span>
        </div>
      )}
    </div>
  )
}

interface Cell {
  readonly row: number
  readonly column: Column
  /** The number of the last row, from 0. */
  readonly last: number
}

/** In which row a key goes on from a cell; undefined: it does what it does in any field. */
function rowAfterKey(event: KeyboardEvent, { row, column, last }: Cell): number | 'new' | undefined {
  if (event.nativeEvent.isComposing) return undefined
  const isLast = row === last
  switch (event.key) {
    case 'Enter':
      return isLast ? 'new' : row + 1
    case 'Tab':
      return !event.shiftKey && isLast && column === COLUMNS.at(-1) ? 'new' : undefined
    case 'ArrowDown':
      return isLast ? undefined : row + 1
    case 'ArrowUp':
      return row > 0 ? row - 1 : undefined
    default:
      return undefined
  }
}

function SheetHead() {
  const { t } = useText()
  return (
    <thead>
      <tr>
        <th scope="col">{t('paper:list.no')}</th>
        {COLUMNS.map((column) => (
          <th key={column} scope="col" className={column}>
            {t(`paper:list.${NAMES[column]}`)}
          </th>
        ))}
        <th scope="col" className="tools">
          <span className="visually-hidden">{t('paper:list.tools')}</span>
        </th>
      </tr>
    </thead>
  )
}

interface SheetRowProps {
  readonly row: Row
  readonly no: number
  readonly faults: readonly ContentsFault[]
  readonly isLocked: boolean
  readonly onType: (column: Column, text: string) => void
  readonly onPress: (event: KeyboardEvent, column: Column) => void
  readonly onPaste: (event: ClipboardEvent, column: Column) => void
  readonly onRemove: () => void
}

const WRONG_IN: Readonly<Partial<Record<ContentsFault['code'], readonly Column[]>>> = {
  'contents.no-title': ['title'],
  'contents.not-a-date': ['formedOn'],
  'contents.formed-in-future': ['formedOn'],
  'contents.page-unreadable': ['firstPage', 'lastPage'],
  'contents.pages-reversed': ['lastPage'],
  'contents.gap': ['firstPage'],
  'contents.overlap': ['firstPage'],
}

function SheetRow({ row, no, faults, isLocked, onType, onPress, onPaste, onRemove }: SheetRowProps) {
  const { t } = useText()
  const wrong = new Set(faults.flatMap(({ code }) => WRONG_IN[code] ?? []))
  return (
    <>
      <tr>
        <th scope="row">{no}</th>
        {COLUMNS.map((column) => (
          <td key={column} className={column}>
            <input
              data-cell={`${no - 1}-${column}`}
              value={row[column]}
              disabled={isLocked}
              autoComplete="off"
              {...(column === 'formedOn' ? { placeholder: 'YYYY-MM-DD' } : {})}
              {...(column === 'firstPage' || column === 'lastPage' ? { inputMode: 'numeric' as const } : {})}
              aria-label={t('paper:list.cell', { no, column: t(`paper:list.${NAMES[column]}`) })}
              aria-invalid={wrong.has(column)}
              {...(wrong.has(column) ? { 'aria-describedby': `row-fault-${no}` } : {})}
              onChange={(event) => onType(column, event.target.value)}
              onKeyDown={(event) => onPress(event, column)}
              onPaste={(event) => onPaste(event, column)}
            />
          </td>
        ))}
        <td>
          {!isLocked && (
            <button
              type="button"
              className="icon-button"
              aria-label={t('paper:list.remove', { no })}
              onClick={onRemove}
            >
              ×
            </button>
          )}
        </td>
      </tr>
      {faults.length > 0 && (
        <tr className="row-fault">
          <td colSpan={COLUMNS.length + 2} id={`row-fault-${no}`}>
            {faults.map((fault) => faultText(t, fault)).join(t('detail.and'))}
          </td>
        </tr>
      )}
    </>
  )
}

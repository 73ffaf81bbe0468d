import type { ReactNode } from 'react'
import { useText } from '#ui/i18n/use-text.ts'
import { ColumnsMenu, useShownColumns } from './columns-menu.tsx'

export interface Column<T> {
  /** Names a column that may be hidden; the others always stand. */
  readonly key?: string
  readonly title: string
  /** Pixels; a column without one takes what is left. */
  readonly width?: number
  readonly align?: 'right'
  readonly render: (item: T) => ReactNode
}

export interface Selection<T> {
  readonly keys: readonly string[]
  readonly onChange: (keys: readonly string[]) => void
  readonly isClosed: (item: T) => boolean
  readonly labelOf: (item: T) => string
}

interface DataTableProps<T> {
  readonly caption: string
  readonly items: readonly T[]
  readonly keyOf: (item: T) => string
  readonly columns: readonly Column<T>[]
  readonly selection?: Selection<T>
  readonly classOf?: (item: T) => string
  /** Under this name the machine remembers which columns somebody hides. Without one none can be hidden. */
  readonly name?: string
}

/** A plain table: real rows and headers for whoever reads it aloud, one line a row for whoever scans it. */
export function DataTable<T>({
  caption,
  items,
  keyOf,
  columns: all,
  selection,
  classOf,
  name,
}: DataTableProps<T>) {
  const { columns, hidden, hide } = useShownColumns(name, all)
  return (
    <div className="panel table-frame">
      <table
        className="data-table"
        style={{
          minWidth:
            leastWidthOf(columns) +
            (selection === undefined ? 0 : TICKS_PX) +
            (name === undefined ? 0 : MENU_PX),
        }}
      >
        <caption className="visually-hidden">{caption}</caption>
        <colgroup>
          {selection !== undefined && <col width={TICKS_PX} />}
          {columns.map((column) => (
            <col key={column.title} {...(column.width === undefined ? {} : { width: column.width })} />
          ))}
          {name !== undefined && <col width={MENU_PX} />}
        </colgroup>
        <thead>
          <tr>
            {selection !== undefined && (
              <td>
                <AllBox items={items} keyOf={keyOf} selection={selection} />
              </td>
            )}
            {columns.map((column) => (
              <th key={column.title} scope="col" className={column.align ?? ''}>
                {column.title}
              </th>
            ))}
            {name !== undefined && (
              <td className="columns-cell">
                <ColumnsMenu columns={all} hidden={hidden} onHide={hide} />
              </td>
            )}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr
              key={keyOf(item)}
              className={classOf?.(item) ?? ''}
              aria-selected={selection?.keys.includes(keyOf(item))}
            >
              {selection !== undefined && (
                <td>
                  <RowBox item={item} itemKey={keyOf(item)} selection={selection} />
                </td>
              )}
              <Cells item={item} columns={columns} hasMenu={name !== undefined} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface CellsProps<T> {
  readonly item: T
  readonly columns: readonly Column<T>[]
  /** The columns' menu stands over the end of the last one. */
  readonly hasMenu: boolean
}

function Cells<T>({ item, columns, hasMenu }: CellsProps<T>) {
  return (
    <>
      {columns.map((column, index) => (
        <td
          key={column.title}
          className={column.align ?? ''}
          {...(hasMenu && index === columns.length - 1 ? { colSpan: 2 } : {})}
        >
          {column.render(item)}
        </td>
      ))}
    </>
  )
}

/** Pixels below which a column that takes what is left says nothing any more: the table is rather moved in its frame. */
const LEAST_PX = 144
/** The same where several columns share what is left. */
const SHARED_LEAST_PX = 80
/** Ticks before the columns. */
const TICKS_PX = 36
/** The columns' menu after them. */
const MENU_PX = 40

function leastWidthOf<T>(columns: readonly Column<T>[]): number {
  const flexible = columns.filter(({ width }) => width === undefined).length
  const least = flexible > 1 ? SHARED_LEAST_PX : LEAST_PX
  return columns.reduce((sum, { width }) => sum + (width ?? least), 0)
}

interface RowBoxProps<T> {
  readonly item: T
  readonly itemKey: string
  readonly selection: Selection<T>
}

function RowBox<T>({ item, itemKey, selection }: RowBoxProps<T>) {
  const isChosen = selection.keys.includes(itemKey)
  return (
    <input
      type="checkbox"
      checked={isChosen}
      disabled={selection.isClosed(item)}
      aria-label={selection.labelOf(item)}
      onChange={() =>
        selection.onChange(
          isChosen ? selection.keys.filter((key) => key !== itemKey) : [...selection.keys, itemKey],
        )
      }
    />
  )
}

interface AllBoxProps<T> {
  readonly items: readonly T[]
  readonly keyOf: (item: T) => string
  readonly selection: Selection<T>
}

/** All that can be chosen, some of them, or none. */
function AllBox<T>({ items, keyOf, selection }: AllBoxProps<T>) {
  const { t } = useText()
  const open = items.filter((item) => !selection.isClosed(item)).map(keyOf)
  const isAll = open.length > 0 && open.every((key) => selection.keys.includes(key))
  const isSome = !isAll && open.some((key) => selection.keys.includes(key))
  return (
    <input
      type="checkbox"
      checked={isAll}
      ref={(box) => {
        if (box !== null) box.indeterminate = isSome
      }}
      aria-label={t('chooseAll')}
      onChange={() => selection.onChange(isAll ? [] : open)}
    />
  )
}

import { Select } from 'antd'

interface FilterSelectProps<V extends string | number> {
  /** Stands in the field until something is chosen. */
  readonly label: string
  readonly value: V | undefined
  readonly options: readonly { readonly value: V; readonly label: string }[]
  /** Undefined: the filter is taken away. */
  readonly onChange: (value: V | undefined) => void
  /** In pixels; without it as wide as its place. */
  readonly width?: number
  /** Where the list needs more room than the field. */
  readonly listWidth?: number
  /** A long list is searched by its labels. */
  readonly list?: 'short' | 'long'
}

/** Narrows what a screen shows to one of some values. */
export function FilterSelect<V extends string | number>({
  label,
  value,
  options,
  onChange,
  width,
  listWidth,
  list = 'short',
}: FilterSelectProps<V>) {
  return (
    <Select<V | null, { readonly value: V; readonly label: string }>
      allowClear
      aria-label={label}
      placeholder={label}
      {...(list === 'long' ? { showSearch: { optionFilterProp: 'label' } } : {})}
      {...(width === undefined ? {} : { style: { width } })}
      {...(listWidth === undefined ? {} : { popupMatchSelectWidth: listWidth })}
      value={value ?? null}
      options={[...options]}
      onChange={(next) => onChange(next ?? undefined)}
    />
  )
}

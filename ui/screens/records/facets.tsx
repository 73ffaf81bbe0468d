import { Button } from 'antd'
import { useState } from 'react'
import type { FacetsView, FacetView } from '#api/contract/search.ts'
import { numberText } from '#ui/components/figures.ts'
import { useText, type Text } from '#ui/i18n/use-text.ts'
import { RECORD_FILTERS, type RecordsSearch } from '#ui/search.ts'

/** As many values as are shown before one asks for more. */
const FIRST_SHOWN = 6

export type Narrow = (part: { readonly [K in keyof RecordsSearch]?: RecordsSearch[K] | undefined }) => void

interface FacetsProps {
  readonly facets: FacetsView
  readonly search: RecordsSearch
  readonly onNarrow: Narrow
}

type Kind = keyof FacetsView
const KINDS = ['state', 'class', 'unit', 'year', 'place', 'grade'] as const satisfies readonly Kind[]

/** How many of what was found are of each kind; a value narrows, and once more lets go. */
export function Facets({ facets, search, onNarrow }: FacetsProps) {
  const { t } = useText()
  return (
    <aside className="facets" aria-label={t('records:narrow')}>
      {KINDS.filter((kind) => facets[kind].length > 0).map((kind) => (
        <Facet key={kind} kind={kind} values={facets[kind]} search={search} onNarrow={onNarrow} />
      ))}
    </aside>
  )
}

interface FacetProps extends Omit<FacetsProps, 'facets'> {
  readonly kind: Kind
  readonly values: FacetView
}

function Facet({ kind, values, search, onNarrow }: FacetProps) {
  const text = useText()
  const { t } = text
  const [isWhole, setWhole] = useState(false)
  const chosen = chosenOf(kind, search)
  const shown = isWhole ? values : values.slice(0, FIRST_SHOWN)
  const most = Math.max(1, ...values.map(({ count }) => count))
  return (
    <section>
      <h3>{t(`records:facet.${kind}`)}</h3>
      <ul>
        {shown.map(({ value, count, name }) => (
          <li key={value}>
            <button
              type="button"
              className="facet"
              aria-pressed={chosen === value}
              title={nameOf(text, kind, { value, name })}
              onClick={() => onNarrow(partOf(kind, chosen === value ? undefined : value))}
            >
              <i style={{ width: `${(count / most) * 100}%` }} aria-hidden="true" />
              <span className="clip">{nameOf(text, kind, { value, name })}</span>
              <span className="count">{numberText(count)}</span>
            </button>
          </li>
        ))}
      </ul>
      {values.length > FIRST_SHOWN && (
        <Button size="small" type="text" onClick={() => setWhole(!isWhole)}>
          {t(isWhole ? 'records:facet.less' : 'records:facet.more', { count: values.length - FIRST_SHOWN })}
        </Button>
      )}
    </section>
  )
}

function nameOf(
  { t, say }: Text,
  kind: Kind,
  { value, name }: Pick<FacetView[number], 'value' | 'name'>,
): string {
  if (kind === 'grade') return t(`vocabulary:choice.${value}`)
  if (kind === 'state') return t(`vocabulary:recordState.${value}`)
  if (kind === 'class') return name === null ? value : `${value} ${say(name)}`
  return name === null ? value : say(name)
}

function chosenOf(kind: Kind, search: RecordsSearch): string | undefined {
  switch (kind) {
    case 'unit':
      return search.unitId
    case 'class':
      return search.classCode
    case 'year':
      return search.year === undefined ? undefined : String(search.year)
    case 'place':
      return search.step
    case 'grade':
      return search.grade
    case 'state':
      return search.state
  }
}

function partOf(kind: Kind, value: string | undefined): Parameters<Narrow>[0] {
  switch (kind) {
    case 'unit':
      return { unitId: value }
    case 'class':
      return { classCode: value }
    case 'year':
      return { year: value === undefined ? undefined : Number(value) }
    case 'place':
      return { step: value }
    case 'grade':
      return { grade: gradeOf(value) }
    case 'state':
      return { state: RECORD_FILTERS.find((name) => name === value) }
  }
}

function gradeOf(value: string | undefined): RecordsSearch['grade'] | undefined {
  return value === 'public' || value === 'internal' || value === 'restricted' ? value : undefined
}

import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useRead } from '#ui/client/hooks.ts'
import { FilterSelect } from '#ui/components/filter-select.tsx'
import { DateInput } from '#ui/components/date-input.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { SaveView } from '#ui/screens/saved/save-view.tsx'
import { filtersIn, type WorklistSearch } from '#ui/search.ts'

/** What is changed of the filters; undefined takes one away. */
type Change = { readonly [K in keyof WorklistSearch]?: WorklistSearch[K] | undefined }

interface QueueFiltersProps {
  readonly search: WorklistSearch
  readonly onChange: (search: WorklistSearch) => void
}

/** Filters of the queue; they stand in the address, so that a view can be sent to a colleague. */
export function QueueFilters({ search, onChange }: QueueFiltersProps) {
  const { t } = useText()
  const id = useId()
  const [words, setWords] = useState(search.q ?? '')
  const { task: _task, ...kept } = search
  const put = (part: Change) => onChange(withoutEmpty({ ...search, ...part }))
  return (
    <search id="queue-filters">
      <form
        className="queue-filters"
        aria-label={t('worklist:filter.label')}
        onSubmit={(event) => {
          event.preventDefault()
          put({ q: words.trim() })
        }}
      >
        <Input
          allowClear
          className="wide"
          value={words}
          aria-label={t('worklist:filter.q')}
          placeholder={t('worklist:filter.q')}
          onChange={(event) => setWords(event.target.value)}
          onBlur={() => put({ q: words.trim() })}
          // Enter leaves the field, so that the keys of the queue are there again.
          onPressEnter={(event) => event.currentTarget.blur()}
          onClear={() => put({ q: undefined })}
        />
        <SubjectFilters search={search} onChange={put} />
        <label htmlFor={id} className="faint">
          {t('worklist:filter.dueUntil')}
        </label>
        <DateInput
          id={id}
          value={search.dueUntil ?? ''}
          onChange={(on) => put({ dueUntil: on === '' ? undefined : on })}
        />
        <div className="wide row">
          <SaveView screen="worklist" kept={{ ...kept }} />
          <span className="grow" />
          {Object.keys(filtersIn(search)).length > 0 && (
            <Button
              size="small"
              type="text"
              onClick={() => {
                setWords('')
                onChange(search.view === undefined ? {} : { view: search.view })
              }}
            >
              {t('worklist:filter.clear')}
            </Button>
          )}
        </div>
      </form>
    </search>
  )
}

interface SubjectFiltersProps {
  readonly search: WorklistSearch
  readonly onChange: (part: Change) => void
}

/** By what the task is about: its unit and its class. */
function SubjectFilters({ search, onChange }: SubjectFiltersProps) {
  const { t, say } = useText()
  const units = useRead('GET /api/units', {}).data?.items ?? []
  const classes = useRead('GET /api/classes', {}).data?.items ?? []
  return (
    <>
      <FilterSelect
        label={t('unit')}
        list="long"
        value={search.unitId}
        options={units.map((unit) => ({ value: unit.id, label: say(unit.name) }))}
        onChange={(unitId) => onChange({ unitId })}
      />
      <FilterSelect
        label={t('class')}
        listWidth={320}
        list="long"
        value={search.classCode}
        options={classes.map((entry) => ({ value: entry.code, label: `${entry.code} ${entry.title}` }))}
        onChange={(classCode) => onChange({ classCode })}
      />
    </>
  )
}

function withoutEmpty(search: Change): WorklistSearch {
  const entries = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
  return Object.fromEntries(entries)
}

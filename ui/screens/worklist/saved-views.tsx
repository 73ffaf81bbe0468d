import { Link } from '@tanstack/react-router'
import { Button, Input, type InputRef } from 'antd'
import { useState } from 'react'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { worklistSearch, type WorklistSearch } from '#ui/search.ts'

/** Filters that the person has given a name; they are there on every machine. */
export function SavedViews() {
  const { t } = useText()
  const views = useRead('GET /api/views', {}).data?.items.filter(({ screen }) => screen === 'worklist') ?? []
  const drop = useAct('DELETE /api/views/:id')
  if (views.length === 0) return null
  return (
    <>
      <h2>{t('worklist:saved.label')}</h2>
      <ul>
        {views.map((view) => (
          <li key={view.id} className="saved-view">
            <Link to="/worklist" search={worklistSearch(view.search)} className="clip" title={view.name}>
              <span className="clip">{view.name}</span>
            </Link>
            <button
              type="button"
              className="drop"
              aria-label={t('worklist:saved.drop', { name: view.name })}
              onClick={() => drop.mutate({ params: { id: view.id } })}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <ProblemNotice error={drop.error} />
    </>
  )
}

/** The field comes where its button was; whoever pressed that goes on there. */
function focus(input: InputRef | null): void {
  input?.focus()
}

/** Asks for the name in its own place. */
export function SaveView({ search }: { readonly search: WorklistSearch }) {
  const { t } = useText()
  const [name, setName] = useState<string>()
  const save = useAct('POST /api/views', { onDone: () => setName(undefined) })
  if (name === undefined) {
    return (
      <Button size="small" onClick={() => setName('')}>
        {t('worklist:saved.save')}
      </Button>
    )
  }
  const { task: _, ...kept } = search
  const submit = () => save.mutate({ body: { screen: 'worklist', name: name.trim(), search: { ...kept } } })
  return (
    <span className="row grow">
      <Input
        ref={focus}
        size="small"
        maxLength={40}
        value={name}
        aria-label={t('worklist:saved.name')}
        placeholder={t('worklist:saved.name')}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={(event) => {
          event.preventDefault()
          if (name.trim() !== '') submit()
        }}
      />
      <Button
        size="small"
        type="primary"
        loading={save.isPending}
        disabled={name.trim() === ''}
        onClick={submit}
      >
        {t('worklist:saved.keep')}
      </Button>
      <ProblemNotice error={save.error} />
    </span>
  )
}

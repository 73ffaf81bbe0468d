import { Link } from '@tanstack/react-router'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { worklistSearch } from '#ui/search.ts'

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

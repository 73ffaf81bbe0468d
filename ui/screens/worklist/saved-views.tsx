import { Link } from '@tanstack/react-router'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { DropSaved } from '#ui/screens/saved/drop-saved.tsx'
import { useSaved } from '#ui/screens/saved/use-saved.ts'
import { worklistSearch } from '#ui/search.ts'

/** Filters that the person has given a name; they are there on every machine. */
export function SavedViews() {
  const { t } = useText()
  const { views, drop } = useSaved('worklist')
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
            <DropSaved name={view.name} onDrop={() => drop.mutate({ params: { id: view.id } })} />
          </li>
        ))}
      </ul>
      <ProblemNotice error={drop.error} />
    </>
  )
}

import { useNavigate, useSearch } from '@tanstack/react-router'
import { changed, type DisposalSearch } from '#ui/search.ts'

/** What the forecast shows, as the address says it: ten years in records where it says nothing. */
export function useForecastSearch() {
  const said = useSearch({ from: '/shell/disposal' })
  const navigate = useNavigate({ from: '/disposal' })
  const put = (part: Parameters<typeof changed<DisposalSearch>>[1]) =>
    void navigate({ search: changed(said, part), replace: true, resetScroll: false })
  const { years = 10, measure = 'records', unitId, classCode } = said
  return { search: { years, measure, unitId, classCode }, put }
}

import { useNavigate, useSearch } from '@tanstack/react-router'
import type { DisposalSearch } from '#ui/search.ts'

/** What the forecast shows, as the address says it: ten years in records where it says nothing. */
export function useForecastSearch() {
  const said = useSearch({ from: '/shell/disposal' })
  const navigate = useNavigate({ from: '/disposal' })
  const put = (part: { readonly [K in keyof DisposalSearch]?: DisposalSearch[K] | undefined }) =>
    void navigate({
      search: Object.fromEntries(
        Object.entries({ ...said, ...part }).filter(([, value]) => value !== undefined),
      ),
      replace: true,
      resetScroll: false,
    })
  const { years = 10, measure = 'records', unitId, classCode } = said
  return { search: { years, measure, unitId, classCode }, put }
}

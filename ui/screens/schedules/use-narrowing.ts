import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ScheduleSearch } from '#ui/search.ts'

export type Narrowing = { readonly [K in keyof ScheduleSearch]?: ScheduleSearch[K] | undefined }

/** What narrows the tabs of a version, kept in the address; what is undefined is taken out of it. */
export function useNarrowing() {
  const search = useSearch({ from: '/shell/schedules/$versionId' })
  const navigate = useNavigate({ from: '/schedules/$versionId' })
  const put = (part: Narrowing) =>
    void navigate({
      search: Object.fromEntries(
        Object.entries({ ...search, ...part }).filter(([, value]) => value !== undefined && value !== ''),
      ),
      replace: true,
      resetScroll: false,
    })
  return { search, put }
}

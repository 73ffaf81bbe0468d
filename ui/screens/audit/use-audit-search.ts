import { useNavigate, useSearch } from '@tanstack/react-router'
import type { AuditSearch } from '#ui/search.ts'

type Part = { readonly [K in keyof AuditSearch]?: AuditSearch[K] | undefined }

/** The filters as they stand in the address, and how to change some of them. */
export function useAuditSearch(): {
  readonly search: AuditSearch
  readonly change: (part: Part) => void
  readonly clear: () => void
} {
  const search = useSearch({ from: '/shell/audit' })
  const navigate = useNavigate({ from: '/audit' })
  return {
    search,
    change: (part) =>
      void navigate({
        search: Object.fromEntries(
          Object.entries({ ...search, ...part }).filter(([, value]) => value !== undefined && value !== ''),
        ),
        replace: true,
      }),
    clear: () =>
      void navigate({ search: search.tab === undefined ? {} : { tab: search.tab }, replace: true }),
  }
}

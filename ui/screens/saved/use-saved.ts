import type { SavedScreen } from '#domain/vocabulary.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'

/** The filters of a screen that the person has given a name, and how one is dropped. */
export function useSaved(screen: SavedScreen) {
  const views = useRead('GET /api/views', {}).data?.items.filter((view) => view.screen === screen) ?? []
  const drop = useAct('DELETE /api/views/:id')
  return { views, drop }
}

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { ChangeView } from '#api/contract/administration.ts'
import type { ReadKey } from './call.ts'
import { CHANGES_ADDRESS } from './addresses.ts'

const CONCERNED: Readonly<Record<ChangeView['kind'], readonly ReadKey[]>> = {
  record: [
    'GET /api/records',
    'GET /api/records/:id',
    'GET /api/records/:id/events',
    'GET /api/records/:id/relations',
    'GET /api/records/:id/course',
    'GET /api/records/:id/contents',
    'GET /api/records/:id/pages',
    'GET /api/records/:id/grades',
    'GET /api/givings',
    'GET /api/records/:id/variants',
    'GET /api/records/:id/vital',
    'GET /api/vital-records',
    'GET /api/records/:id/placements',
    'GET /api/records/:id/forms',
    'GET /api/locations',
    'GET /api/locations/cells/:barcode',
    'GET /api/tasks',
    'GET /api/tasks/:id',
    'GET /api/tasks/counts',
    'GET /api/notices',
    'GET /api/comments/:id',
    'GET /api/proposal-work',
    'GET /api/disposal/due',
    'GET /api/transfer/due',
    'GET /api/records/:id/transfer',
    'GET /api/transfer-batches/:id/copies',
    'GET /api/holds',
    'GET /api/standing-holds',
    'GET /api/incidents',
  ],
  'disposal-list': [
    'GET /api/disposal-lists',
    'GET /api/disposal-lists/:id',
    'GET /api/tasks',
    'GET /api/tasks/:id',
    'GET /api/tasks/counts',
    'GET /api/notices',
    'GET /api/comments/:id',
    'GET /api/register',
  ],
  'transfer-batch': [
    'GET /api/transfer-batches',
    'GET /api/transfer-batches/:id',
    'GET /api/transfer-batches/:id/events',
    'GET /api/transfer-batches/:id/copies',
    'GET /api/incidents',
    'GET /api/tasks',
    'GET /api/tasks/:id',
    'GET /api/tasks/counts',
    'GET /api/notices',
    'GET /api/comments/:id',
  ],
  task: ['GET /api/tasks', 'GET /api/tasks/:id', 'GET /api/tasks/counts', 'GET /api/notices'],
  site: [
    'GET /api/session',
    'GET /api/clock',
    'GET /api/health',
    'GET /api/tasks/counts',
    'GET /api/access-requests',
    'GET /api/notices',
    'GET /api/hand-overs',
    'GET /api/hand-over-work',
    'GET /api/filing-work',
  ],
  filing: [
    'GET /api/filing-work',
    'GET /api/filing-alerts',
    'GET /api/filing-calendar',
    'GET /api/accountability-cases',
    'GET /api/notices',
  ],
  'secret-mark': ['GET /api/quarantine-work', 'GET /api/quarantine', 'GET /api/notices'],
}

/** Many changes come at once when machines work; the screen asks once for all of them. */
const GATHER_MS = 400

/** Listens to what changes while one looks: ids only, so each answer is asked for with the reader's own rights. */
export function useChanges(): void {
  const client = useQueryClient()
  useEffect(() => {
    const source = new EventSource(CHANGES_ADDRESS)
    const waiting = new Set<ReadKey>()
    let timer: ReturnType<typeof setTimeout> | undefined

    const flush = () => {
      timer = undefined
      for (const key of waiting) void client.invalidateQueries({ queryKey: [key] })
      waiting.clear()
    }
    const take = (event: MessageEvent<string>) => {
      for (const key of keysOf(event.data)) waiting.add(key)
      timer ??= setTimeout(flush, GATHER_MS)
    }
    source.addEventListener('change', take)
    source.addEventListener('message', take)
    // What was asked for before one listened may have changed unheard, at the first time as after a lost line.
    source.addEventListener('open', () => void client.invalidateQueries())
    return () => {
      clearTimeout(timer)
      source.close()
    }
  }, [client])
}

function keysOf(data: string): readonly ReadKey[] {
  try {
    const change = JSON.parse(data) as Partial<ChangeView>
    return change.kind === undefined ? [] : (CONCERNED[change.kind] ?? [])
  } catch {
    return []
  }
}

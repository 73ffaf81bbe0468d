import { useQueryClient } from '@tanstack/react-query'
import { read, write, type ReadKey } from './call.ts'
import { insisting } from './insisting.ts'

/** What was put away, and where it stands now. */
export interface Placed {
  readonly recordId: string
  readonly code: string
  readonly title: string
  readonly barcode: string
  readonly slot: number
}

const CHANGED: readonly ReadKey[] = [
  'GET /api/records',
  'GET /api/locations',
  'GET /api/locations/cells/:barcode',
]

/**
 * Puts the paper of the record with this code into a cell in which it stood in none. Several may be under way at once: who scans does not
 * wait for the answer. Undefined: the person sees no record that bears the code. @throws ProblemError with the reason
 */
export function usePlacing(): (code: string, barcode: string) => Promise<Placed | undefined> {
  const client = useQueryClient()
  return async (code, barcode) => {
    const query = { archivalCode: code, limit: 1 }
    const found = await insisting(async () => read('GET /api/records', { query }))
    const record = found.items[0]
    if (record === undefined) return undefined
    const asked = { params: { id: record.id }, body: { barcode, from: null } }
    const key = crypto.randomUUID()
    const { slot } = await insisting(async () => write('POST /api/records/:id/placements', asked, key))
    for (const route of CHANGED) void client.invalidateQueries({ queryKey: [route] })
    return { recordId: record.id, code: record.archivalCode ?? code, title: record.title, barcode, slot }
  }
}

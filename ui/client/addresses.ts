import type { STREAMS } from '#api/contract/routes.ts'
import { addressOf } from './call.ts'

/** The addresses of bytes; the type keeps them the same as the server's. */
const PATHS: typeof STREAMS = {
  content: '/api/objects/:id/content',
  page: '/api/objects/:id/pages/:page.png',
  changes: '/api/stream',
}

export function contentAddress(id: string, disposition: 'inline' | 'attachment'): string {
  return addressOf(PATHS.content, { params: { id }, query: { disposition } })
}

export function pageAddress(id: string, page: number, width: number): string {
  return addressOf(PATHS.page, { params: { id, page }, query: { width } })
}

export const CHANGES_ADDRESS = PATHS.changes

import type { STREAMS } from '#api/contract/routes.ts'
import { addressOf } from './call.ts'

/** The addresses of bytes; the type keeps them the same as the server's. */
const PATHS: typeof STREAMS = {
  oidc: '/api/oidc',
  oidcBack: '/api/oidc/back',
  content: '/api/objects/:id/content',
  page: '/api/objects/:id/pages/:page.png',
  form: '/api/records/:id/forms/:form.pdf',
  changes: '/api/stream',
  exports: '/api/exports',
  rights: '/api/audit/rights.csv',
  importFaults: '/api/imports/:id/faults.csv',
  evidence: '/api/records/:id/evidence.zip',
  handOverSheet: '/api/hand-overs/:id/sheet.pdf',
  errandFile: '/api/errands/:id/files/:name.pdf',
}

/** All rights of a person on a day as a table. */
export function rightsAddress(query: {
  readonly personId: string
  readonly on: string
  readonly language: string
}): string {
  return addressOf(PATHS.rights, { query })
}

/** Every fault of every row of an imported table, as a table. */
export function importFaultsAddress(id: string): string {
  return addressOf(PATHS.importFaults, { params: { id } })
}

export function contentAddress(id: string, disposition: 'inline' | 'attachment'): string {
  return addressOf(PATHS.content, { params: { id }, query: { disposition } })
}

/** To be printed; the access log says so. */
export function printAddress(id: string): string {
  return addressOf(PATHS.content, { params: { id }, query: { disposition: 'inline', use: 'print' } })
}

export function pageAddress(id: string, page: number, width: number): string {
  return addressOf(PATHS.page, { params: { id, page }, query: { width } })
}

export const CHANGES_ADDRESS = PATHS.changes

export function evidenceAddress(id: string): string {
  return addressOf(PATHS.evidence, { params: { id } })
}

/** A list as a file, by the filters that stand in the address of the screen. */
export function exportAddress(query: Readonly<Record<string, string | number | undefined>>): string {
  return addressOf(PATHS.exports, { query })
}

/** A printed form of a paper file, such as `F09`. */
export function formAddress(id: string, form: string): string {
  return addressOf(PATHS.form, { params: { id, form } })
}

/** The printed register of a post's hand-over. */
export function handOverSheetAddress(id: string): string {
  return addressOf(PATHS.handOverSheet, { params: { id } })
}

/** On to the identity provider; it comes back to where the person wanted to go. */
export function providerAddress(from: string | undefined): string {
  return addressOf(PATHS.oidc, { query: { from } })
}

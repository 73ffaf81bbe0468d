import { STREAMS } from '#api/contract/streams.ts'
import { addressOf } from './call.ts'

/** All rights of a person on a day as a table. */
export function rightsAddress(query: {
  readonly personId: string
  readonly on: string
  readonly language: string
}): string {
  return addressOf(STREAMS.rights, { query })
}

/** Every fault of every row of an imported table, as a table. */
export function importFaultsAddress(id: string): string {
  return addressOf(STREAMS.importFaults, { params: { id } })
}

export function contentAddress(id: string, disposition: 'inline' | 'attachment'): string {
  return addressOf(STREAMS.content, { params: { id }, query: { disposition } })
}

/** To be printed; the access log says so. */
export function printAddress(id: string): string {
  return addressOf(STREAMS.content, { params: { id }, query: { disposition: 'inline', use: 'print' } })
}

export function pageAddress(id: string, page: number, width: number): string {
  return addressOf(STREAMS.page, { params: { id, page }, query: { width } })
}

export const CHANGES_ADDRESS = STREAMS.changes

export function evidenceAddress(id: string): string {
  return addressOf(STREAMS.evidence, { params: { id } })
}

/** A list as a file, by the filters that stand in the address of the screen. */
export function exportAddress(query: Readonly<Record<string, string | number | undefined>>): string {
  return addressOf(STREAMS.exports, { query })
}

/** A printed form of a paper file, such as `F09`. */
export function formAddress(id: string, form: string): string {
  return addressOf(STREAMS.form, { params: { id, form } })
}

/** The printed register of a post's hand-over. */
export function handOverSheetAddress(id: string): string {
  return addressOf(STREAMS.handOverSheet, { params: { id } })
}

/** On to the identity provider; it comes back to where the person wanted to go. */
export function providerAddress(from: string | undefined): string {
  return addressOf(STREAMS.oidc, { query: { from } })
}

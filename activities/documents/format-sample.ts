import { type FormatFinding } from '#domain/documents.ts'
import { type KnownFormat } from './format-table.ts'

/** The bytes at hand, and whether the file goes on after them. */
export type Sample = { readonly bytes: Buffer; readonly extent: 'whole' | 'head' }

/** What a signature reader answers. */
export type SeenFormat = { readonly format: KnownFormat; readonly findings: readonly FormatFinding[] }

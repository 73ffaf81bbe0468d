/** The bytes of a table as text: UTF-8, with or without its mark, or the GB 18030 in which spreadsheets here are saved. */
export type TableText =
  | { readonly kind: 'text'; readonly text: string; readonly encoding: 'utf-8' | 'gb18030' }
  | { readonly kind: 'unreadable' }

/**
 * UTF-8 is tried first: a Chinese text in GB 18030 is next to never well-formed UTF-8 as well. What is neither, such as a workbook
 * or a picture, is unreadable; nothing is replaced by a question mark in silence.
 */
export function readTableText(bytes: Uint8Array): TableText {
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    const text = decoded(bytes, encoding)
    if (text !== undefined && !text.includes('\0')) return { kind: 'text', text, encoding }
  }
  return { kind: 'unreadable' }
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

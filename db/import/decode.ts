/** Bytes of a CSV as text, while they come: UTF-8 with or without its mark, or GB18030, which older programs here write. */
import { TableFault } from './table-fault.ts'

export const ENCODINGS = ['utf-8', 'gb18030'] as const
export type TableEncoding = (typeof ENCODINGS)[number]

/** Enough to meet Chinese text in any list: a header alone already tells. */
export const SAMPLE_BYTES = 256 * 1024

/**
 * Which encoding the first bytes are in. Text that reads as UTF-8 is UTF-8: GB18030 that does by accident is not met in a sample with
 * more than a few characters.
 * @throws TableFault `import.file-encoding` for UTF-16 and for what is neither
 */
export function encodingOf(sample: Uint8Array): TableEncoding {
  const [first, second] = sample
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    throw new TableFault('import.file-encoding', 1)
  const found = ENCODINGS.find((encoding) => reads(sample, encoding))
  if (found === undefined) throw new TableFault('import.file-encoding', 1)
  return found
}

/** The last character of a sample may be cut in two: that is no fault of its encoding. */
function reads(sample: Uint8Array, encoding: TableEncoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(sample, { stream: true })
    return true
  } catch {
    return false
  }
}

/** @throws TableFault `import.file-encoding` at the first bytes that are no characters */
export async function* decoded(
  bytes: AsyncIterable<Uint8Array>,
  encoding: TableEncoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true })
    yield decoder.decode()
  } catch (error) {
    if (error instanceof TypeError) throw new TableFault('import.file-encoding', null, error)
    throw error
  }
}

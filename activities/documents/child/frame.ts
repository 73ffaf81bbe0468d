/** One message on a pipe: a length, a JSON header, then bytes to the end. */
export type Frame = { readonly header: Readonly<Record<string, unknown>>; readonly payload: Buffer }

const LENGTH_BYTES = 4

export function frame(header: Readonly<Record<string, unknown>>, payload: Uint8Array): Buffer {
  const json = Buffer.from(JSON.stringify(header), 'utf8')
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(json.length)
  return Buffer.concat([length, json, payload])
}

/** Nothing when the message is incomplete, as after a sudden death. */
export function unframe(message: Buffer): Frame | undefined {
  if (message.length < LENGTH_BYTES) return undefined
  const end = LENGTH_BYTES + message.readUInt32BE(0)
  if (message.length < end) return undefined
  const header: unknown = JSON.parse(message.toString('utf8', LENGTH_BYTES, end))
  if (!isHeader(header)) return undefined
  return { header, payload: message.subarray(end) }
}

function isHeader(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

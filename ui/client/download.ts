import { useRef, useState } from 'react'
import { contentAddress } from './addresses.ts'
import { offlineError, problemFrom } from './problem-error.ts'

/** Larger ones go to the browser's own download: this page would have to hold them whole. */
export const MOST_BYTES_HELD = 512 * 1024 * 1024

export type Download =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly bytes: number }
  /** `digest` is null where the browser has no means to compute it, as outside of a secure connection. */
  | { readonly kind: 'done'; readonly digest: string | null }
  | { readonly kind: 'failed'; readonly error: unknown }

/** Fetches bytes in sight of the reader, computes their digest, and hands them over as a file. */
export function useDownload(objectId: string, name: string) {
  const [state, setState] = useState<Download>({ kind: 'idle' })
  const abort = useRef<AbortController>(undefined)
  const start = async () => {
    const { signal } = (abort.current = new AbortController())
    setState({ kind: 'running', bytes: 0 })
    try {
      const whole = await bytesOf(objectId, signal, (bytes) => setState({ kind: 'running', bytes }))
      const digest = await digestOf(whole)
      save(whole, name)
      setState({ kind: 'done', digest })
    } catch (error) {
      setState(signal.aborted ? { kind: 'idle' } : { kind: 'failed', error })
    }
  }
  return { state, start: () => void start(), stop: () => abort.current?.abort() }
}

async function bytesOf(
  objectId: string,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<Blob> {
  const response = await fetch(contentAddress(objectId, 'attachment'), { signal }).catch((cause: unknown) => {
    if (signal.aborted) throw cause
    throw offlineError()
  })
  if (!response.ok) throw await problemFrom(response)
  if (response.body === null) return response.blob()
  const parts: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  const reader = response.body.getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value)
    bytes += part.value.byteLength
    onBytes(bytes)
  }
  return new Blob(parts)
}

async function digestOf(whole: Blob): Promise<string | null> {
  if (!isSecureContext) return null
  const digest = await crypto.subtle.digest('SHA-256', await whole.arrayBuffer())
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function save(whole: Blob, name: string): void {
  const address = URL.createObjectURL(whole)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser reads the bytes after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

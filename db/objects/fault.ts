import { S3Error } from 'minio'

/** What can go wrong with the object store, and whether asking again later may help. Who owns the retry decides; nothing in this folder retries. */
const STORE_FAULTS = {
  'store.unavailable': { isRetryable: true },
  'store.cut-off': { isRetryable: true },
  'store.still-there': { isRetryable: true },
  'store.digest-mismatch': { isRetryable: false },
  'store.lock-not-set': { isRetryable: false },
  'store.not-found': { isRetryable: false },
  'store.refused': { isRetryable: false },
  'store.rejected': { isRetryable: false },
  'store.too-large': { isRetryable: false },
} as const

export type StoreFaultCode = keyof typeof STORE_FAULTS

interface StoreFaultOptions {
  readonly cause?: unknown
  readonly s3Code?: string
}

/** A fault of the object store. `code` is ours and stable; `s3Code` is the server's own word, where it gave one. */
export class StoreFault extends Error {
  override readonly name = 'StoreFault'
  readonly code: StoreFaultCode
  readonly s3Code: string | undefined
  readonly isRetryable: boolean

  constructor(code: StoreFaultCode, message: string, options: StoreFaultOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.s3Code = options.s3Code
    this.isRetryable = STORE_FAULTS[code].isRetryable
  }
}

const NOT_FOUND = new Set(['NoSuchBucket', 'NoSuchKey', 'NoSuchUpload', 'NoSuchVersion', 'NotFound'])

const BUSY = new Set([
  'InternalError',
  'OperationAborted',
  'RequestTimeout',
  'ServiceUnavailable',
  'SlowDown',
])

/** Gives any error met while talking to the store its place in the table above. `what` names the request, never its content. */
export function storeFaultOf(error: unknown, what: string): StoreFault {
  if (error instanceof StoreFault) return error
  if (!(error instanceof S3Error) || error.code === undefined) {
    return new StoreFault(
      'store.unavailable',
      `The object store did not answer ${what}; check that it runs and can be reached.`,
      { cause: error },
    )
  }
  const options = { cause: error, s3Code: error.code }
  if (BUSY.has(error.code))
    return new StoreFault(
      'store.unavailable',
      `The object store is busy or failing (${error.code}) at ${what}.`,
      options,
    )
  if (NOT_FOUND.has(error.code))
    return new StoreFault(
      'store.not-found',
      `The object store has nothing at ${what} (${error.code}).`,
      options,
    )
  if (error.code === 'AccessDenied')
    return new StoreFault(
      'store.refused',
      `The object store refused ${what}: a lock, a hold or missing rights.`,
      options,
    )
  return new StoreFault('store.rejected', `The object store did not accept ${what} (${error.code}).`, options)
}

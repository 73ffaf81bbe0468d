import { isDocumentFailureCode, type DocumentFailureCode } from '#domain/documents.ts'

/**
 * A document that cannot be read. Final for its bytes unless `isRetryable`: whoever wraps this in an activity makes it
 * a failure that is not retried, of type `code`.
 */
export class DocumentFailure extends Error {
  override readonly name = 'DocumentFailure'
  readonly code: DocumentFailureCode
  readonly detail: string | undefined

  constructor(code: DocumentFailureCode, detail?: string) {
    super(detail === undefined || detail === '' ? code : `${code}: ${detail}`)
    this.code = code
    this.detail = detail
  }

  /** Whether the same bytes may be read another time: only when the caller broke off. */
  get isRetryable(): boolean {
    return this.code === 'document.interrupted'
  }

  /** Takes a child's word for its refusal; an unknown word is a crash. */
  static from(code: unknown, detail: unknown): DocumentFailure {
    const words = typeof detail === 'string' ? detail : undefined
    return isDocumentFailureCode(code)
      ? new DocumentFailure(code, words)
      : new DocumentFailure('document.crashed', String(code))
  }
}

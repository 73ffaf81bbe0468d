/** What each error code of the product says. */
export interface Problem {
  readonly status: number
  readonly title: string
  /** The way out, for the person who was refused. */
  readonly fix: string
  readonly retryable?: true
}

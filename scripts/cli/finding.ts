/** What the doctor saw of one part. `off`: not used here, on purpose. */
export interface Finding {
  readonly part: string
  readonly state: 'good' | 'fault' | 'off'
  readonly detail: string
}

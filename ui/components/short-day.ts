/** A day as short as it can be said without doubt: the year only where it is not the present one. */
export function shortDay(on: string, today: string): string {
  return on.slice(0, 4) === today.slice(0, 4) ? on.slice('YYYY-'.length) : on
}

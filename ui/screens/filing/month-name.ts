/** `1月` or `Jan`: a month by its number, as short as its language writes it. */
export function monthName(month: number, language: string): string {
  return new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' }).format(
    Date.UTC(2000, month - 1),
  )
}

/** `一` or `M`: a day of the week, Sunday is 0. */
export function weekdayName(weekday: number, language: string): string {
  // 2 January 2000 was a Sunday.
  const day = Date.UTC(2000, 0, 2 + weekday)
  return new Intl.DateTimeFormat(language, { weekday: 'narrow', timeZone: 'UTC' }).format(day)
}

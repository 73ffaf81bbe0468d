const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** A size as people read it: three digits at most. */
export function sizeText(bytes: number): string {
  const power = bytes === 0 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[power] ?? 'B'}`
}

/** Thousands apart by a thin space, and `1 000+` where the server stopped counting. */
export function countText(total: { readonly count: number; readonly isCapped: boolean }): string {
  return `${numberText(total.count)}${total.isCapped ? '+' : ''}`
}

export function numberText(value: number): string {
  return String(value).replaceAll(/\B(?=(\d{3})+$)/g, '\u2009')
}

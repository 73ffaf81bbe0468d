/** Values of an address: what is not as it should be is as if it were not said. */

export function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value.slice(0, 200) : undefined
}

export function oneOf<T extends string>(known: readonly T[], value: unknown): T | undefined {
  return known.find((name) => name === value)
}

export function day(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined
}

export function whole(value: unknown): number | undefined {
  const number = Number(value)
  return Number.isInteger(number) && number > 0 ? number : undefined
}

export function integer(value: unknown): number | undefined {
  const number = Number(value)
  return Number.isInteger(number) && value !== '' && value !== null ? number : undefined
}

export function year(value: unknown): number | undefined {
  const number = whole(value)
  return number !== undefined && number >= 1900 && number <= 2299 ? number : undefined
}

export type Kept<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> }

export function kept<T extends object>(found: T): Kept<T> {
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as Kept<T>
}

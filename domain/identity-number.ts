import { isPlainDate } from './dates.ts'

/** Weights of the seventeen digits before the last (GB 11643-1999, 居民身份证号). */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const LAST = '10X98765432'

/** Whether a text has the form of an identity number: eighteen signs, a real day of birth, and the last sign follows from the others. */
export function hasIdentityForm(text: string): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(text)) return false
  if (!isPlainDate(`${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`)) return false
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0)
  return LAST[sum % LAST.length] === text[17]
}

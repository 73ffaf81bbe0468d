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

/** As people write it: in full width too, with a small x, parted before and behind the day of birth; never within a longer number. */
const EIGHTEEN =
  /(?<![0-9０-９])[1-9１-９][0-9０-９]{5}[ \u3000-]?[0-9０-９]{8}[ \u3000-]?[0-9０-９]{3}[0-9０-９XxＸｘ](?![0-9０-９])/g
/** The former number, which stands in most files of the last century. It has no check sign, so letters beside it speak against it. */
const FIFTEEN = /(?<![0-9A-Za-z０-９])[1-9１-９][0-9０-９]{14}(?![0-9A-Za-z０-９])/g
const PARTING = /[ \u3000-]/g
/** Provinces as the first two digits say them (GB/T 2260). */
const PROVINCE = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|81|82)/

function isOld(digits: string): boolean {
  const born = `19${digits.slice(6, 8)}-${digits.slice(8, 10)}-${digits.slice(10, 12)}`
  return PROVINCE.test(digits) && isPlainDate(born)
}

function isIdentityNumber(written: string): boolean {
  const signs = written.normalize('NFKC').replaceAll(PARTING, '').toUpperCase()
  return signs.length === 15 ? isOld(signs) : hasIdentityForm(signs)
}

/** Whether an identity number stands anywhere in a text: of eighteen signs (GB 11643-1999), or of fifteen (GB 11643-1989). */
export function hasIdentityNumber(text: string): boolean {
  return [EIGHTEEN, FIFTEEN].some((form) =>
    [...text.matchAll(form)].some(([written]) => isIdentityNumber(written)),
  )
}

/** Signs that stay: whoever holds the paper knows it again, and neither the county nor the day of birth is told (GB/T 35273-2020, 7.2). */
const FIRST_SHOWN = 3
const LAST_SHOWN = 4

/** The text with every identity number in it masked, `110***********0013`; it keeps its length. */
export function maskIdentityNumbers(text: string): string {
  const masked = (written: string) => (isIdentityNumber(written) ? mask(written) : written)
  return text.replaceAll(EIGHTEEN, masked).replaceAll(FIFTEEN, masked)
}

function mask(written: string): string {
  const hidden = written.slice(FIRST_SHOWN, -LAST_SHOWN).replaceAll(/[^ \u3000-]/g, '*')
  return `${written.slice(0, FIRST_SHOWN)}${hidden}${written.slice(-LAST_SHOWN)}`
}

import { maskIdentityNumbers } from '#domain/identity-number.ts'

export type Cell = string | number | null

/** What a spreadsheet program takes for the beginning of a formula, full-width forms and leading blanks included. */
const FORMULA = /^[\s\u00A0\u3000]*[=+\-@\t\r＝＋－＠]|^[\t\r\n]/u

/**
 * A cell that no spreadsheet program runs as a formula: a text that begins like one gets an apostrophe in front (OWASP, CSV
 * injection). Identity numbers in it are masked: what leaves as a list goes where nobody asks for a purpose (REQ-53). Numbers are ours
 * and stay numbers.
 */
export function safeCell(cell: Cell): Cell {
  if (typeof cell !== 'string') return cell
  const text = maskIdentityNumbers(cell)
  return FORMULA.test(text) ? `'${text}` : text
}

/** RFC 4180: quoted where it must be, quotes doubled. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map((cell) => csvCell(safeCell(cell))).join(',')}\r\n`
}

function csvCell(cell: Cell): string {
  const text = cell === null ? '' : String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * Controls (C0, C1, DEL), characters that turn or hide the direction of a text, zero-width ones, tags, and halves of characters:
 * what is signed, printed or logged must read as it is stored.
 */
const HIDDEN =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFFE\uFFFF]|[\u{E0000}-\u{E007F}]|\p{Surrogate}/u
const LINE_PARTS = /[\t\n\r]/
const UNFIT_FOR_A_LINE = new RegExp(`${HIDDEN.source}|${LINE_PARTS.source}`, 'gu')

/** Whether everything in a remark can be seen; it may hold tabs and line ends. */
export function isLegible(text: string): boolean {
  return !HIDDEN.test(text)
}

/** The same of a text that stands on one line. */
export function isLegibleLine(text: string): boolean {
  return isLegible(text) && !LINE_PARTS.test(text)
}

const HIDDEN_ANYWHERE = new RegExp(HIDDEN.source, 'gu')

/** What can be seen of a text from outside, with its tabs and line ends. */
export function legibleTextOf(text: string): string {
  return text.replaceAll(HIDDEN_ANYWHERE, '')
}

/** What can be seen of a name from outside, on one line, in NFC. */
export function legibleLineOf(text: string): string {
  return text.normalize('NFC').replaceAll(UNFIT_FOR_A_LINE, '')
}

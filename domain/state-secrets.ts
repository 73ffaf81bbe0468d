/** `秘密★5年` and its kin (GB/T 7156-2003): the grade, a star, and often the term. */
const MARK = /(秘密|机密|绝密)\s*[★☆*＊]/u

/**
 * Whether a title or the name of a file bears the mark of a state secret, in whatever width it is written: such content stays off
 * this system (保密法 Arts 30 and 31).
 */
export function bearsSecrecyMark(text: string): boolean {
  return MARK.test(text.normalize('NFKC')) || MARK.test(text)
}

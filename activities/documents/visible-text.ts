/**
 * Text as it may be printed for ever: what the font cannot draw stands as its code point between tortoise-shell brackets,
 * as in 〔U+20BB7〕, because PDF/A forbids the empty box (.notdef, ISO 19005-2, 6.2.11.8) and a name must not lose a character unseen.
 * The same on every machine, which a picture of the glyph from some installed font would not be.
 */
export function visibleText(text: string, hasGlyph: (codePoint: number) => boolean): string {
  const parts: string[] = []
  let missing: string[] = []
  const close = (): void => {
    if (missing.length > 0) parts.push(`〔${missing.join(' ')}〕`)
    missing = []
  }
  for (const character of text
    .toWellFormed()
    .replaceAll(/[\s\u2028\u2029]+/gu, ' ')
    .trim()) {
    const codePoint = character.codePointAt(0) ?? 0
    if (isVisible(character) && hasGlyph(codePoint)) {
      close()
      parts.push(character)
    } else {
      missing.push(`U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`)
    }
  }
  close()
  return parts.join('')
}

/** Controls and format characters steer how others are shown (direction, joining) and would themselves go unseen. */
function isVisible(character: string): boolean {
  return !/\p{Cc}|\p{Cf}|\p{Co}|\p{Cn}|\p{Default_Ignorable_Code_Point}|\uFFFC|\uFFFD/u.test(character)
}

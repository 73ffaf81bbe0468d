/** A word as an engine gives it: confidence 0–100, box in pixels, `line` the same for words of one line. */
export type RecognisedWord = {
  readonly text: string
  readonly confidence: number
  readonly line: string
  readonly box: {
    readonly left: number
    readonly top: number
    readonly width: number
    readonly height: number
  }
}

/** Lines of words as text. Engines put blanks between Chinese characters; a reader and a search want none. */
export function textOfWords(words: readonly RecognisedWord[]): string {
  const lines = new Map<string, string[]>()
  for (const word of words) lines.set(word.line, [...(lines.get(word.line) ?? []), word.text])
  return [...lines.values()].map(joinWords).join('\n')
}

/** Mean confidence, each word weighing as many characters as it has; 0 for a page without words. */
export function confidenceOf(words: readonly RecognisedWord[]): number {
  const characters = words.reduce((sum, word) => sum + word.text.length, 0)
  if (characters === 0) return 0
  const weighed = words.reduce((sum, word) => sum + word.confidence * word.text.length, 0)
  return Math.round((weighed / characters) * 10) / 10
}

export function scaleWords(words: readonly RecognisedWord[], factor: number): RecognisedWord[] {
  return words.map((word) => ({
    ...word,
    box: {
      left: Math.round(word.box.left * factor),
      top: Math.round(word.box.top * factor),
      width: Math.round(word.box.width * factor),
      height: Math.round(word.box.height * factor),
    },
  }))
}

/** Tesseract's table: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
export function wordsOfTable(table: string): RecognisedWord[] {
  return table.split('\n').flatMap((row) => {
    const cells = row.split('\t')
    const text = cells[11]?.trim() ?? ''
    if (cells[0] !== '5' || text === '') return []
    const [left = 0, top = 0, width = 0, height = 0, confidence = 0] = cells.slice(6, 11).map(Number)
    return [{ text, confidence, line: cells.slice(2, 5).join('.'), box: { left, top, width, height } }]
  })
}

const HAN_OR_WIDE = /[\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF]/u

function joinWords(words: readonly string[]): string {
  return words.reduce((line, word) => {
    const meetsWide = HAN_OR_WIDE.test(line.at(-1) ?? '') || HAN_OR_WIDE.test(word.at(0) ?? '')
    return line === '' || meetsWide ? line + word : `${line} ${word}`
  }, '')
}

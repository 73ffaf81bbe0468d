import type { BilingualText } from '#domain/lifecycle.ts'
import type { CodeWords } from './code-words.ts'

export type Data = Readonly<Record<string, unknown>>
export type Words = BilingualText | ((data: Data, words: CodeWords) => BilingualText)

/** Two languages of one line, with a word of a closed list in it. */
export function sayWith(word: BilingualText, line: (word: string) => BilingualText): BilingualText {
  return { zh: line(word.zh).zh, en: line(word.en).en }
}

export function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '—'
}

/** The day of an instant is enough for a line; the event itself has the rest. */
export function dayOf(instant: unknown): string {
  return text(instant).slice(0, 'YYYY-MM-DD'.length)
}

export function say(zh: string, en: string): BilingualText {
  return { zh, en }
}

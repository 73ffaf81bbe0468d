import { pinyin } from 'pinyin-pro'

/** First letters of a text's readings, as people type a name in short: 养老金 is ylj. Letters and digits stay themselves. */
export function initialsOf(text: string): string {
  return pinyin(text.normalize('NFKC'), {
    pattern: 'first',
    toneType: 'none',
    type: 'array',
    nonZh: 'spaced',
  })
    .join('')
    .toLowerCase()
}

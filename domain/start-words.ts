/** Who or what gave the day on which a term starts, in the words of its explanation. */
import { isRelationType, RELATION_WORDS, type RelationType } from './relations.ts'
import type { StartSource } from './starts.ts'

type Language = 'zh' | 'en'

/** Follows the day itself; empty where the day needs no source, such as that of the formation. */
export function sourceText(from: StartSource | undefined, language: Language): string {
  switch (from?.kind) {
    case undefined:
      return ''
    case 'persons':
      return language === 'zh'
        ? '，由一人录入、另一人确认'
        : ', entered by one person and confirmed by another'
    case 'metadata': {
      const field = fieldText({ id: from.field, zh: from.zh, en: from.en }, language)
      return language === 'zh' ? `，取自元数据“${field}”` : `, taken from the metadata field “${field}”`
    }
    case 'contents':
      return language === 'zh'
        ? `，为卷内 ${from.entries} 件中最晚一件的日期`
        : `, the latest among ${from.entries} ${from.entries === 1 ? 'entry' : 'entries'} of the contents list`
    case 'record':
      if (from.relation !== undefined) return relatedText(from.relation, language)
      return language === 'zh'
        ? `，取自相关案卷 ${from.archivalCode ?? '（尚无档号）'}`
        : `, taken from the related record ${from.archivalCode ?? '(no archival code yet)'}`
  }
}

function relatedText(relation: RelationType, language: Language): string {
  const words = RELATION_WORDS[relation].from
  return language === 'zh'
    ? `，取自其“${words.zh}”的档案`
    : `, taken from the record that this one ${words.en}`
}

/** What a start names, in words where it is a relation. */
export function partText(of: string, language: Language): string {
  return isRelationType(of) ? RELATION_WORDS[of].from[language] : of
}

/** A field by its name and its id. */
export function fieldText(
  { id, zh, en }: { readonly id: string; readonly zh: string; readonly en: string },
  language: Language,
): string {
  return language === 'zh' ? `${zh}（${id}）` : `${en} (${id})`
}

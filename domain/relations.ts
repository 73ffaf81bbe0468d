/**
 * How one record stands to another (关系, DA/T 46-2009 M85–M88; the relationship entity of ISO 23081-2). A volume's place in its case is
 * no such relation: it is stated when the volume is created and never changes.
 */
export const RELATION_TYPES = ['refers-to', 'replaces', 'continues', 'part-of'] as const
export type RelationType = (typeof RELATION_TYPES)[number]

/** From which end a relation is read: from the record that states it, or from the one that it names. */
export const RELATION_ENDS = ['from', 'to'] as const
export type RelationEnd = (typeof RELATION_ENDS)[number]

type Words = Readonly<Record<RelationEnd, { readonly zh: string; readonly en: string }>>

/** The one list of names, read from either end. */
export const RELATION_WORDS: Readonly<Record<RelationType, Words>> = {
  'refers-to': { from: { zh: '参照', en: 'refers to' }, to: { zh: '被参照', en: 'is referred to by' } },
  replaces: { from: { zh: '替代', en: 'replaces' }, to: { zh: '被替代', en: 'is replaced by' } },
  continues: { from: { zh: '接续', en: 'continues' }, to: { zh: '被接续', en: 'is continued by' } },
  'part-of': { from: { zh: '组成', en: 'is part of' }, to: { zh: '包含', en: 'has part' } },
}

export function isRelationType(text: string): text is RelationType {
  return RELATION_TYPES.some((known) => known === text)
}

/** Whether two records may stand so to each other at once: each may refer to the other, and to nothing else in turn. */
export function isMutual(type: RelationType): boolean {
  return type === 'refers-to'
}

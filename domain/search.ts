/**
 * Search by any part of a text (ADR 11, FEA-I1): a text is folded, and cut into grams that narrow down where its parts can stand;
 * whether a part truly stands there is asked of the folded text itself, so that nothing is missed and nothing is guessed.
 */

import { maskIdentityNumbers } from './identity-number.ts'

/** What a person looks for: each needle must stand in the text; grams are found wherever all needles stand. */
export interface SearchWords {
  readonly needles: readonly string[]
  readonly grams: readonly number[]
}

/** A part of a shown text: what was found, or what stands around it. */
export interface Highlight {
  readonly text: string
  readonly isHit: boolean
}

/** More of them narrow no further and cost more. */
const MOST_GRAMS = 12
const MOST_NEEDLES = 8
/** Digits and letters repeat in every code: four at once narrow, two do not. */
const LATIN_GRAM = 4

const LATIN_RUN = /[a-z0-9]{4,}/g
const BETWEEN_HAN = /(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu
const UNSEEN = /\p{Cf}/gu
const CONTROL = /\p{Cc}+/gu
const SIGNS = /[.*+?^${}()|[\]\\/]/

/** One form for all ways of writing: width, case and unseen marks do not count, nor does a line that breaks between two characters. */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(UNSEEN, '')
    .replaceAll(CONTROL, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(BETWEEN_HAN, '')
    .trim()
}

/** All grams of a folded text: characters, pairs of them, and fours of Latin letters and digits. */
export function gramsOf(folded: string): readonly number[] {
  const grams = new Set<number>()
  const characters = Array.from(folded)
  for (const [index, character] of characters.entries()) {
    if (character === ' ' || character === '\n') continue
    grams.add(gramOf(character))
    const next = characters[index + 1]
    if (next !== undefined && next !== '\n') grams.add(gramOf(character + next))
  }
  for (const [run] of folded.matchAll(LATIN_RUN)) {
    for (let at = 0; at + LATIN_GRAM <= run.length; at += 1) grams.add(gramOf(run.slice(at, at + LATIN_GRAM)))
  }
  return [...grams]
}

/** What a person typed, as needles and the grams that are in any text with all of them; undefined when nothing was typed. */
export function searchWordsOf(typed: string): SearchWords | undefined {
  // Each word is folded alone: what a person set apart may stand apart.
  const needles = [
    ...new Set(
      typed
        .split(/\s+/u)
        .map(foldText)
        .filter((needle) => needle !== ''),
    ),
  ].slice(0, MOST_NEEDLES)
  if (needles.length === 0) return undefined
  const grams = new Set(needles.flatMap(coverOf))
  return { needles, grams: [...grams].slice(0, MOST_GRAMS) }
}

/** Few grams that together stand for a needle. */
function coverOf(needle: string): readonly number[] {
  const runs = [...needle.matchAll(LATIN_RUN)].flatMap(([run]) => {
    const starts = Array.from({ length: Math.floor(run.length / LATIN_GRAM) }, (_, n) => n * LATIN_GRAM)
    return [...new Set([...starts, run.length - LATIN_GRAM])].map((at) => run.slice(at, at + LATIN_GRAM))
  })
  const rest = needle.replaceAll(LATIN_RUN, '\n').split('\n').flatMap(pairsOf)
  return [...rest, ...runs].map(gramOf)
}

function pairsOf(part: string): readonly string[] {
  const characters = Array.from(part)
  if (characters.length < 2) return characters.filter((character) => character !== ' ')
  const starts = characters.map((_, index) => index).filter((index) => index % 2 === 0)
  return [...new Set(starts.map((at) => Math.min(at, characters.length - 2)))].map((at) =>
    characters.slice(at, at + 2).join(''),
  )
}

const FNV_OFFSET = 0x81_1c_9d_c5
const FNV_PRIME = 0x01_00_01_93

/** FNV-1a, 31 bits: two grams of one number only mean one more text to look into. */
function gramOf(gram: string): number {
  let hash = FNV_OFFSET
  for (const character of gram) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), FNV_PRIME)
  return hash >>> 1
}

/** Letters on each side of what was found in a page. */
const AROUND = 40

/** The text in parts, what was found marked. Nothing is marked where the words stand elsewhere. */
export function highlightsOf(text: string, needles: readonly string[]): readonly Highlight[] {
  const pattern = patternOf(needles)
  // Nothing is looked for, so the text stands as it was written.
  return pattern === undefined ? [{ text, isHit: false }] : partsOf(text.normalize('NFKC'), pattern)
}

/** The same in a list of what was found, where nobody has said a purpose yet: identity numbers are masked, and marked where they were looked for. */
export function maskedHighlightsOf(text: string, needles: readonly string[]): readonly Highlight[] {
  const parts = highlightsOf(text, needles)
  return inPartsOf(parts, maskIdentityNumbers(parts.map((part) => part.text).join('')))
}

/** Another text of the same length in the same parts. */
function inPartsOf(parts: readonly Highlight[], text: string): readonly Highlight[] {
  let at = 0
  return parts.map((part) => {
    const from = at
    at += part.text.length
    return { text: text.slice(from, at), isHit: part.isHit }
  })
}

function partsOf(shown: string, pattern: RegExp): readonly Highlight[] {
  const parts: Highlight[] = []
  let from = 0
  for (const { 0: hit, index } of shown.matchAll(pattern)) {
    if (index > from) parts.push({ text: shown.slice(from, index), isHit: false })
    parts.push({ text: hit, isHit: true })
    from = index + hit.length
  }
  if (from < shown.length) parts.push({ text: shown.slice(from), isHit: false })
  return parts
}

/** A line of a page around the first hit, in parts, identity numbers masked; empty when there is none. */
export function snippetOf(text: string, needles: readonly string[]): readonly Highlight[] {
  const shown = text.normalize('NFKC').replaceAll(/\s+/gu, ' ')
  const pattern = patternOf(needles)
  const first = pattern === undefined ? null : pattern.exec(shown)
  if (first === null) return []
  // Masked before it is cut: half a number is none that could be found.
  const [characters, masked] = [Array.from(shown), Array.from(maskIdentityNumbers(shown))]
  const at = Array.from(shown.slice(0, first.index)).length
  const [from, to] = [Math.max(0, at - AROUND), at + Array.from(first[0]).length + AROUND]
  const parts = highlightsOf(characters.slice(from, to).join(''), needles)
  return inPartsOf(parts, masked.slice(from, to).join(''))
}

function patternOf(needles: readonly string[]): RegExp | undefined {
  const said = needles
    .filter((needle) => needle !== '')
    .toSorted((a, b) => b.length - a.length)
    .map((needle) => Array.from(needle, (one) => (SIGNS.test(one) ? `\\${one}` : one)).join(String.raw`\s*`))
  return said.length === 0 ? undefined : new RegExp(said.join('|'), 'giu')
}

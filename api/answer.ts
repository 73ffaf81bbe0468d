import type { Json } from '#domain/acts/act.ts'

/** A text of an act's answer. @throws Error when the act did not answer it, which is a fault of ours */
export function textIn(answer: { readonly [key: string]: Json }, name: string): string {
  const value = answer[name]
  if (typeof value !== 'string') throw new Error(`the act did not answer "${name}"`)
  return value
}

/** A list of texts of an act's answer. */
export function textsIn(answer: { readonly [key: string]: Json }, name: string): string[] {
  const value = answer[name]
  if (!Array.isArray(value)) throw new Error(`the act answered no list "${name}"`)
  return value.map(String)
}

/** A number of an act's answer. @throws Error when the act did not answer it, which is a fault of ours */
export function numberIn(answer: { readonly [key: string]: Json }, name: string): number {
  const value = answer[name]
  if (typeof value !== 'number') throw new Error(`the act did not answer "${name}"`)
  return value
}

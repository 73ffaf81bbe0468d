/**
 * What a window remembers of what one person typed and chose, until they leave: the next one who signs in at the same window must
 * find none of it, least of all as words that they would then sign.
 */
const forgets: (() => void)[] = []
let personId: string | null = null

/** Of each memory of a module that is somebody's: what empties it. */
export function forgetWithPerson(forget: () => void): void {
  forgets.push(forget)
}

/**
 * Says who sits here; null: whoever did has left. A session that lapsed is no leave: the same person finds what they had begun.
 * Answers whether what another had begun is forgotten now.
 */
export function sitsHere(id: string | null): boolean {
  const isOther = personId !== null && personId !== id
  personId = id
  if (isOther) for (const forget of forgets) forget()
  return isOther
}

/** What one person prefers on one machine: nothing of the archive is ever kept here. */
const PREFIX = 'everfile.'

/** The remembered choice, or undefined when there is none that is still known. Storage may be closed to the page. */
export function remembered<T extends string>(name: string, choices: readonly T[]): T | undefined {
  try {
    const value = localStorage.getItem(PREFIX + name)
    return choices.find((choice) => choice === value)
  } catch {
    return undefined
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value)
  } catch {
    // A browser that keeps nothing: the choice holds until the page is closed.
  }
}

/** Those of the choices that were remembered together, in the order of the choices. */
export function rememberedAmong(name: string, choices: readonly string[]): readonly string[] {
  try {
    const kept = (localStorage.getItem(PREFIX + name) ?? '').split(',')
    return choices.filter((choice) => kept.includes(choice))
  } catch {
    return []
  }
}

/** How often something was done on this machine; zero in a browser that keeps nothing. */
export function countOf(name: string): number {
  try {
    return Number(localStorage.getItem(PREFIX + name) ?? 0)
  } catch {
    return 0
  }
}

export function countUp(name: string): void {
  remember(name, String(countOf(name) + 1))
}

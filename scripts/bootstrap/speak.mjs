// @ts-check
/** @import { Log } from '#scripts/servers/part.ts' */

/** Terminal colours in the order in which names are first heard. */
const COLOURS = Object.freeze([36, 32, 33, 35, 34, 31])
const NAME_WIDTH = 8

/** @type {Map<string, number>} */
const colourOf = new Map()

/**
 * A log whose every line begins with the name of who speaks, in its colour where the output is a terminal.
 * @param {string} name
 * @returns {Log}
 */
export function speakAs(name) {
  const colour = colourOf.get(name) ?? COLOURS[colourOf.size % COLOURS.length] ?? 0
  colourOf.set(name, colour)
  const label = name.padEnd(NAME_WIDTH)
  const shown = process.stdout.isTTY ? `\u001B[${colour}m${label}\u001B[0m` : label
  return (line) => console.log(`${shown} | ${line}`)
}

// @ts-check
// Parsed by whatever Node the visitor has, so nothing newer than ES modules is used here.

const LEAST_NODE = [20, 19]

/** Ends the process with a clear sentence when this Node is too old to run the bootstrap. */
export function requireNode() {
  const have = process.versions.node.split('.').map(Number)
  const isOld =
    have[0] !== LEAST_NODE[0]
      ? Number(have[0]) < Number(LEAST_NODE[0])
      : Number(have[1]) < Number(LEAST_NODE[1])
  if (!isOld) return
  console.error(
    'Everfile needs Node ' +
      LEAST_NODE.join('.') +
      ' or later to start; this is Node ' +
      process.versions.node +
      '. Install a current Node and try again.',
  )
  process.exit(1)
}

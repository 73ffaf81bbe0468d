import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const BUILT = path.join(import.meta.dirname, '../../dist/ui')
const FIRST_LOAD_KB = 450
const LAZY_CHUNK_KB = 200

const assets = readdirSync(path.join(BUILT, 'assets'))
const textOf = (name: string) => readFileSync(path.join(BUILT, 'assets', name), 'utf8')
const kilobytesOf = (name: string) => gzipSync(readFileSync(path.join(BUILT, 'assets', name))).length / 1024

/** Files that a script asks for at once, as against those that it asks for when a screen needs them. */
function importsOf(name: string): readonly string[] {
  return [...textOf(name).matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)].flatMap(([, file]) =>
    file === undefined ? [] : [file],
  )
}

function withImports(names: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const waiting = [...names]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue
    seen.add(name)
    if (name.endsWith('.js')) waiting.push(...importsOf(name))
  }
  return seen
}

const named = readFileSync(path.join(BUILT, 'index.html'), 'utf8')
const atOnce = withImports(
  [...named.matchAll(/assets\/([\w.-]+\.(?:js|css))/g)].flatMap(([, file]) =>
    file === undefined ? [] : [file],
  ),
)

test('the first load of the worklist stays within its budget', () => {
  const worklist = assets.filter((name) => /^(worklist-page|chinese)-.*\.(js|css)$/.test(name))
  expect(worklist.length).toBe(3)
  const loaded = [...new Set([...atOnce, ...withImports(worklist)])]
  expect(loaded.length).toBeGreaterThan(4)
  expect(loaded.reduce((sum, name) => sum + kilobytesOf(name), 0)).toBeLessThanOrEqual(FIRST_LOAD_KB)
})

test('no part that is loaded later is larger than its budget', () => {
  const lazy = assets.filter((name) => /\.(js|css)$/.test(name) && !atOnce.has(name))
  expect(lazy.length).toBeGreaterThan(5)
  expect(lazy.filter((name) => kilobytesOf(name) > LAZY_CHUNK_KB)).toEqual([])
})

test('no font or style comes from outside', () => {
  const styles = assets.filter((name) => name.endsWith('.css'))
  expect(styles.length).toBeGreaterThan(0)
  expect(styles.filter((name) => /url\(\s*["']?(https?:)?\/\//.test(textOf(name)))).toEqual([])
  expect(named).not.toMatch(/(src|href)="(https?:)?\/\//)
})

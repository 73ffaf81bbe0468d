import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PROBLEMS } from '#domain/problems.ts'
import { WITHOUT_KEY } from '#api/route.ts'
import { projectRoot } from './checks/project.ts'

/**
 * Which problem codes each operation can give, read off the source: every code that a handler names, and every one that is named in a
 * function which it reaches by its imports. A reading gives only what is thrown; a write gives also what is refused. Rather one too
 * many than one too few: a branch that never comes is not told apart.
 */
export const REFUSALS_FILE = 'api/plugins/refusals.json'

interface Declared {
  readonly file: string
  readonly text: string
}
interface Source {
  readonly declared: ReadonlyMap<string, Declared>
  /** Local name to file and name there. */
  readonly imported: ReadonlyMap<string, readonly [file: string, name: string]>
}

const DECLARATION = /^(?:export )?(?:async )?(?:function\*?|const|class) (\w+)/gm
const IMPORT = /import (?:type )?\{([^}]*)\} from '((?:#|\.)[^']+)'/g
const CODES: ReadonlySet<string> = new Set(Object.keys(PROBLEMS))

function sourceOf(file: string): Source {
  const text = readFileSync(join(projectRoot, file), 'utf8')
  const found = [...text.matchAll(DECLARATION)]
  const declared = new Map(
    found.map((match, index) => [
      match[1] ?? '',
      { file, text: text.slice(match.index, found[index + 1]?.index ?? text.length) },
    ]),
  )
  const imported = new Map(
    [...text.matchAll(IMPORT)].flatMap(([, names = '', from = '']) =>
      names.split(',').flatMap((one) => {
        const [name, local = name] = one.trim().replace('type ', '').split(' as ')
        return name === undefined || local === undefined ? [] : [[local, [fileOf(from, file), name]] as const]
      }),
    ),
  )
  return { declared, imported }
}

function fileOf(from: string, file: string): string {
  return from.startsWith('#') ? from.slice(1) : join(dirname(file), from)
}

type Sources = ReadonlyMap<string, Source>

/** Every function that can be reached from one text: what it names, and what that names in turn. */
function reached(sources: Sources, start: Declared): readonly Declared[] {
  // What answers the other routes of the same function is no part of it.
  const [own] = [...start.text.matchAll(DECLARATION)].map(([, name = '']) => name)
  const seen = new Map<string, Declared>([[`${start.file}/${own ?? ''}`, { ...start, text: '' }]])
  const waiting = [start]
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const source = sources.get(one.file)
    for (const [word] of one.text.matchAll(/[A-Za-z_]\w*/g)) {
      const [file, name] = source?.imported.get(word) ?? [one.file, word]
      const next = sources.get(file)?.declared.get(name)
      if (next === undefined || seen.has(`${file}/${name}`)) continue
      seen.set(`${file}/${name}`, next)
      waiting.push(next)
    }
  }
  return [start, ...seen.values()]
}

/** What a decision of `domain/` refuses is told to a reader as the reason why an act is not allowed, and refuses no reading. */
function codesIn(texts: readonly Declared[], isReading: boolean): readonly string[] {
  const pattern = isReading ? /(?:problem|refuse)\(\s*'([a-z.-]+)'/g : /'([a-z]+[.-][a-z.-]+)'/g
  return texts
    .filter(({ file }) => !isReading || !file.startsWith('domain/'))
    .flatMap(({ text }) => [...text.matchAll(pattern)].map(([, code = '']) => code))
    .filter((code) => CODES.has(code))
}

const SERVED =
  /(?:serve\(\s*app,\s*(?:\{\s*route: )?|app\.get\(\s*)(?:'((?:GET|POST|DELETE) [^']+)'|STREAMS\.(\w+))/g

/** What whoever has a shape can be refused for, whatever it does. */
function common(route: string, text: string): readonly string[] {
  const isWrite = !route.startsWith('GET ')
  return [
    'request.rate-limited',
    'service.unavailable',
    'internal',
    ...(/params|query|body/.test(text) ? ['request.invalid'] : []),
    ...(/principal/.test(text) ? ['auth.required'] : []),
    ...(route.includes(':') ? ['not-found'] : []),
    ...(isWrite && /body|request/.test(text) ? ['request.media-type', 'request.too-large'] : []),
    ...(isWrite && !WITHOUT_KEY.has(route) ? ['request.key-missing', 'request.key-reused', 'act.stale'] : []),
  ]
}

/** By `METHOD /path` as OpenAPI writes it. */
export function refusalsOf(): Readonly<Record<string, readonly string[]>> {
  const files = globSync(['{api,domain}/**/*.ts', 'db/{*,gate/*,queries/*,import/*}.ts'], {
    cwd: projectRoot,
  })
    .filter((file) => !/^(domain\/problem|api\/contract|api\/present)/.test(file))
    .toSorted()
  const sources: Sources = new Map(files.map((file) => [file, sourceOf(file)]))
  const streams = readFileSync(join(projectRoot, 'api/contract/streams.ts'), 'utf8')
  const found = files
    .filter((file) => file.startsWith('api/routes/'))
    .flatMap((file) =>
      [...(sources.get(file)?.declared.values() ?? [])].flatMap((one) => servedIn(one, streams)),
    )
    .map(({ route, declared }) => {
      const codes = [
        ...codesIn(reached(sources, declared), route.startsWith('GET ')),
        ...common(route, declared.text),
      ]
      return [route.replaceAll(/:(\w+)/g, '{$1}'), [...new Set(codes)].toSorted()] as const
    })
  return Object.fromEntries(found.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** The blocks of one function that answer a route, each with what the function prepares for all of them. */
function servedIn({ file, text }: Declared, streams: string) {
  const starts = [...text.matchAll(SERVED)]
  const prepared = text.slice(0, starts[0]?.index ?? 0)
  return starts.map((match, index) => {
    const [, named, stream] = match
    const route = named ?? `GET ${new RegExp(`\\b${stream}: '([^']+)'`).exec(streams)?.[1] ?? ''}`
    return {
      route,
      declared: { file, text: prepared + text.slice(match.index, starts[index + 1]?.index ?? text.length) },
    }
  })
}

export function refusalsText(): string {
  const lines = Object.entries(refusalsOf()).map(
    ([route, codes]) => `  ${JSON.stringify(route)}: ${JSON.stringify(codes)}`,
  )
  return `{\n${lines.join(',\n')}\n}\n`
}

if (process.argv[1] === import.meta.filename) writeFileSync(join(projectRoot, REFUSALS_FILE), refusalsText())

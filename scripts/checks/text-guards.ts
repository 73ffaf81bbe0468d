import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { conclude, filesIn, projectRoot } from './project.ts'
import type { Outcome } from './project.ts'

/** A rule that reads lines, for what the linter has no word for. */
export interface TextGuard {
  readonly name: string
  /** Paths that it reads, from the root, with forward slashes. */
  readonly reads: RegExp
  readonly spares?: RegExp
  /** What no line may say. */
  readonly refuses: RegExp
  /** Comments say why, and may name what code may not do. */
  readonly isComment: 'read' | 'passed over'
  readonly wayOut: string
}

const product = /^(domain|db|activities|workflows|api|ui)\/.*\.tsx?$/
const typed = /\.(ts|tsx|mts|mjs)$/

export const textGuards: readonly TextGuard[] = [
  {
    name: 'clock in domain',
    reads: /^domain\/.*\.ts$/,
    refuses: /\bDate\b|\bTemporal\.Now\b/,
    isComment: 'passed over',
    wayOut: 'dates come in as PlainDate arguments',
  },
  {
    name: 'environment outside config.ts',
    reads: product,
    refuses: /\bprocess\s*(\.|\[\s*['"])env\b|['"](node:)?process['"]|\}\s*=\s*process\b/,
    isComment: 'passed over',
    wayOut: 'config.ts reads the environment once; take a value as an argument',
  },
  {
    name: 'archival code put together by hand',
    reads: product,
    spares: /^domain\/archival-code\.ts$/,
    refuses: /\}·|·\$\{|join\(\s*['"`]·['"`]\s*\)|split\(\s*['"`]·['"`]\s*\)/,
    isComment: 'passed over',
    wayOut: 'domain/archival-code.ts parses and formats codes',
  },
  {
    name: 'legal date computed outside domain',
    reads: /^(db|activities|workflows|api|ui)\/.*\.tsx?$/,
    refuses:
      /\b(retentionEndsOn|dueOn|transferDueOn|due_on|retention_ends_on|transfer_due_on)\b\s*(=|:|:=)\s*[^,;]*(\+\s*\d|\b(plus|add)(Years|Months|Days)\b|\binterval\b)/,
    isComment: 'passed over',
    wayOut: 'domain/retention.ts and domain/disposal.ts answer due dates',
  },
  {
    name: 'second place that computes a due date',
    reads: /^domain\/.*\.ts$/,
    // The last day of a classification scheme is no retention.
    spares: /^domain\/(dates|retention|retention-extension|several-rules|disposal|acts\/schemes)\.ts$/,
    refuses:
      /\b(retentionEndsOn|dueOn|endsOn|transferDueOn)\b\s*(=|:)\s*[^,;]*\b(addYears|addDays|dayAfter|dayBefore|endOfYear|startOfNext(Year)?|dateOf)\(|\b(addYears|startOfNextYear|endOfYear)\([^)]*\b(years|periodYears|formedOn|triggeredOn)\b|\bretentionOf\(/,
    isComment: 'passed over',
    wayOut: 'domain/several-rules.ts and domain/disposal.ts are asked; domain/retention.ts computes',
  },
  {
    name: 'computed date stated by a second act',
    reads: /^(domain|activities|db|api)\/.*\.ts$/,
    spares: /^domain\/acts\/dating\.ts$/,
    refuses: /\btype: 'retention\.computed'/,
    isComment: 'passed over',
    wayOut: 'domain/acts/dating.ts appends computed dates, with their explanation',
  },
  {
    name: 'deletion of stored bytes outside the object store',
    reads: /^(domain|db|activities|workflows|api|scripts)\/.*\.(ts|mjs)$/,
    spares: /^db\/objects(\.ts$|\/)/,
    refuses: /\.removeObjects?\(|\.removeIncompleteUpload\(|\bDeleteObjects?Command\b/,
    isComment: 'passed over',
    wayOut: 'the delete gate asks the object store, and proves each copy',
  },
  {
    name: 'record or event deleted by SQL',
    reads: /^(db|activities|api|scripts)\/.*\.(ts|sql|mjs)$/,
    refuses:
      /\bdelete\s+from\s+("?public"?\.)?"?(event|record|record_item|ledger|disposal_list|destruction_register)"?\b|\btruncate\s+(table\s+)?"?(event|record)\b/i,
    isComment: 'passed over',
    wayOut: 'a destroyed record keeps its row and its events',
  },
  {
    name: 'SQL outside db',
    reads: /^(activities|workflows|api|ui)\/.*\.tsx?$/,
    refuses: /\b(sql|tx)(<.*>)?`|^\s*>`\s*(select|insert|update|delete|with)\b|\.unsafe\(/,
    isComment: 'passed over',
    wayOut: 'a query is a function of db/queries with a name of its own',
  },
  {
    name: 'cascade towards a record',
    reads: /^db\/.*\.(ts|sql)$/,
    refuses: /on delete cascade|onDelete:\s*['"]cascade/i,
    isComment: 'passed over',
    wayOut: 'what goes is named, row by row',
  },
  {
    name: 'escape hatch',
    reads: typed,
    refuses: /:\s+any\b|\bas\s+any\b|<any>|@ts-(ignore|expect-error|nocheck)|\b(es|ox)lint-disable/,
    isComment: 'read',
    wayOut: 'give it its type, or make the rule right for everybody',
  },
  {
    name: 'unfinished work',
    reads: typed,
    refuses: /(^|[^A-Za-z@])(TODO|FIXME|HACK|XXX)\b|@TODO(?!\(#\d+\))/,
    isComment: 'read',
    wayOut: 'finish it, or open an issue and write @TODO(#issue)',
  },
  {
    name: 'test that does not run',
    reads: /^test\/.*\.tsx?$/,
    refuses: /\b(it|test|describe)\.(only|skip|todo)\b|\b[xf](it|describe)\(/,
    isComment: 'passed over',
    wayOut: 'run it or remove it',
  },
  {
    name: 'module replaced in a test',
    reads: /^test\/.*\.tsx?$/,
    refuses: /\bvi\.(mock|doMock)\(/,
    isComment: 'passed over',
    wayOut: 'use the real server, or give the function its dependency as an argument',
  },
  {
    name: 'absolute path of one machine',
    reads: /./,
    spares: /\.(png|jpg|pdf|tiff?|docx|xlsx|ofd|woff2?|lock)$|^package-lock\.json$/,
    refuses: /(^|[^A-Za-z0-9_.-])\/(work|tmp|root|home)\/[A-Za-z]/,
    isComment: 'read',
    wayOut: 'paths start at the project or come from the configuration',
  },
  {
    name: 'package source of one machine',
    reads: /^(package(-lock)?\.json|(.*\/)?\.(npmrc|yarnrc)|(.*\/)?pip\.conf|.*requirements.*\.txt)$/,
    refuses: /"resolved":\s*"https?:|^\s*registry\s*=|index-url/,
    isComment: 'read',
    wayOut: 'everybody installs from the registry of their own configuration',
  },
]

/** These two quote what they refuse. */
const quoting = /^(scripts\/checks\/text-guards\.ts|test\/checks\/text-guards\.test\.ts)$/
const commentLine = /^\s*(\/\/|\/?\*|--)/

/** The numbers of the lines that a guard refuses, from 1. */
export function refusedLines(guard: TextGuard, text: string): readonly number[] {
  return text.split('\n').flatMap((line, index) => {
    if (guard.isComment === 'passed over' && commentLine.test(line)) return []
    return guard.refuses.test(line) ? [index + 1] : []
  })
}

/** Reads every file of the project under every guard that concerns it. */
export function checkTexts(root: string): Outcome {
  const files = filesIn(root).filter((path) => !quoting.test(path))
  return { faults: files.flatMap((path) => faultsIn(root, path)), read: files.length }
}

function faultsIn(root: string, path: string): readonly string[] {
  const guards = textGuards.filter((guard) => guard.reads.test(path) && guard.spares?.test(path) !== true)
  if (guards.length === 0) return []
  const text = readFileSync(join(root, path), 'utf8')
  return guards.flatMap((guard) =>
    refusedLines(guard, text).map((line) => `${path}:${line} ${guard.name}: ${guard.wayOut}`),
  )
}

if (import.meta.main) conclude('files', checkTexts(projectRoot))

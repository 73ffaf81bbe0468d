/**
 * The sender's four-nature check (四性检测, DA/T 70-2018) on a finished package. What a machine can answer is PASS or FAIL with
 * what it looked at; everything else waits for a person and is never a pass (regulations 6).
 */
import { CLOSED_FINDINGS } from './archive-formats.ts'
import { parseArchivalCode } from './archival-code.ts'
import { faultsOfBag, PAYLOAD, type BagFault, type ReadBag } from './bag.ts'
import { isPlainDate, type PlainDate } from './dates.ts'
import { TRANSFER_CHECKS, type TransferCheckId } from './four-nature-table.ts'
import { CATALOGUE_COLUMNS, README_KEYS, REQUIRED_METADATA } from './transfer-tree.ts'
import { CARRIERS, GRADES, type CheckVerdict, type Nature } from './vocabulary.ts'

/** Tags of an XML document that were met with their texts; undefined when it is not well-formed. */
export type ReadXml = ReadonlyMap<string, readonly string[]> | undefined

export interface CheckedRecord {
  readonly archivalCode: string
  readonly title: string
  readonly classCode: string
  readonly formedOn: string
  readonly grade: string
  readonly carrier: string
  readonly pages: number | null
  /** Paths from the root of the bag. */
  readonly metadataPath: string
  readonly metadata: ReadXml
  readonly objects: readonly {
    readonly path: string
    readonly sizeBytes: number
    readonly sha256: string
    readonly mediaType: string
    readonly findings: readonly string[]
  }[]
  /** Acts that its ledger holds. */
  readonly acts: readonly string[]
}

export interface CheckFacts {
  readonly today: PlainDate
  /** Archive formats of the site. */
  readonly mediaTypes: readonly string[]
  readonly bag: ReadBag
  /** SHA-256 of the package as it was made, and as the store hands it out now. */
  readonly digestMade: string
  readonly digestRead: string
  readonly readme: string | undefined
  readonly catalogue: ReadXml
  readonly records: readonly CheckedRecord[]
  /** What the registration form says (F19-4). */
  readonly form: { readonly records: number; readonly contentFiles: number; readonly contentBytes: number }
}

export interface CheckAnswer {
  readonly checkId: TransferCheckId
  readonly nature: Nature
  readonly verdict: CheckVerdict
  readonly evidence: string
}

type Found = readonly string[]
interface Runner {
  /** What was looked at, in one line. */
  readonly looked: (facts: CheckFacts) => string
  /** What is wrong; empty for a pass. */
  readonly faults: (facts: CheckFacts) => Found
}

/** Every check of the table, in its order. */
export function runChecks(facts: CheckFacts): readonly CheckAnswer[] {
  return TRANSFER_CHECKS.map(({ id, nature }): CheckAnswer => {
    const runner = RUNNERS[id]
    if (runner === undefined)
      return { checkId: id, nature, verdict: 'MANUAL_REVIEW', evidence: '待人工核验 / for a person' }
    const faults = runner.faults(facts)
    const verdict = faults.length === 0 ? 'PASS' : 'FAIL'
    return { checkId: id, nature, verdict, evidence: evidenceOf(runner.looked(facts), faults) }
  })
}

const MOST_FAULTS_SAID = 20

function evidenceOf(looked: string, faults: Found): string {
  if (faults.length === 0) return looked
  const said = faults.slice(0, MOST_FAULTS_SAID).join('; ')
  return faults.length > MOST_FAULTS_SAID
    ? `${looked}: ${said}; +${faults.length - MOST_FAULTS_SAID}`
    : `${looked}: ${said}`
}

/** Longest values of the description that the catalogue takes. */
const LONGEST = { archivalCode: 100, title: 1000, classCode: 40 } as const

function each(facts: CheckFacts, ask: (record: CheckedRecord) => string | undefined): Found {
  return facts.records.flatMap((record) => {
    const fault = ask(record)
    return fault === undefined ? [] : [`${record.archivalCode}: ${fault}`]
  })
}

function contents(facts: CheckFacts) {
  return facts.records.flatMap((record) => record.objects)
}

function inBag({
  bag,
}: CheckFacts): ReadonlyMap<string, { readonly sizeBytes: number; readonly sha256: string }> {
  return new Map(bag.files.map((file) => [file.path, file]))
}

function bagFaults(facts: CheckFacts, codes: readonly BagFault['code'][]): Found {
  return faultsOfBag(facts.bag)
    .filter(({ code }) => codes.includes(code))
    .map(({ code, path }) => `${code} ${path}`)
}

const count = (n: number, of: string): string => `${n} ${of}`
const ofRecords = (facts: CheckFacts): string => count(facts.records.length, 'records')
const ofFiles = (facts: CheckFacts): string => count(contents(facts).length, 'content files')

/** Folders of records and what else the agreed layout has in its root. */
function strangers(facts: CheckFacts): Found {
  const known = new Set([
    ...facts.records.flatMap(({ metadataPath, objects }) => [
      metadataPath,
      ...objects.map(({ path }) => path),
    ]),
    `${PAYLOAD}说明文件.TXT`,
    `${PAYLOAD}目录文件.XML`,
  ])
  return facts.bag.files
    .filter(({ path }) => path.startsWith(PAYLOAD) && !path.startsWith(`${PAYLOAD}其他/`) && !known.has(path))
    .map(({ path }) => `unexpected ${path}`)
}

function absent(facts: CheckFacts): Found {
  const there = inBag(facts)
  const wanted = facts.records.flatMap(({ metadataPath, objects }) => [
    metadataPath,
    ...objects.map(({ path }) => path),
  ])
  return wanted.filter((path) => !there.has(path)).map((path) => `missing ${path}`)
}

function emptyElements({ metadata }: CheckedRecord): Found {
  return REQUIRED_METADATA.filter((name) => (metadata?.get(name)?.[0] ?? '').trim() === '')
}

const RUNNERS: Readonly<Partial<Record<TransferCheckId, Runner>>> = {
  'YJ-1-2': {
    looked: ofRecords,
    faults: (f) =>
      each(f, (r) =>
        (Object.keys(LONGEST) as (keyof typeof LONGEST)[]).find((name) => r[name].length > LONGEST[name]),
      ),
  },
  'YJ-1-3': {
    looked: ofRecords,
    faults: (f) => each(f, (r) => (isPlainDate(r.formedOn) ? undefined : `日期 ${r.formedOn}`)),
  },
  'YJ-1-4': {
    looked: ofRecords,
    faults: (f) =>
      each(f, (r) =>
        GRADES.some((g) => g === r.grade) && CARRIERS.some((c) => c === r.carrier) ? undefined : '密级/载体',
      ),
  },
  'YJ-1-5': {
    looked: ofRecords,
    faults: (f) =>
      each(f, (r) => (r.formedOn > f.today ? `日期 ${r.formedOn}` : (r.pages ?? 1) < 1 ? '页数' : undefined)),
  },
  'YJ-1-6': {
    looked: ofRecords,
    faults: (f) =>
      each(f, (r) =>
        /[\u0000-\u001F\u007F-\u009F\u202A-\u202E\uFFFD]/u.test(r.title + r.archivalCode)
          ? '题名'
          : undefined,
      ),
  },
  'YJ-1-7': {
    looked: ofRecords,
    faults: (f) => each(f, (r) => (parseArchivalCode(r.archivalCode).kind === 'ok' ? undefined : '档号')),
  },
  'YJ-1-8': {
    looked: ofRecords,
    faults: (f) => {
      const codes = f.records.map((r) => r.archivalCode)
      return [...new Set(codes.filter((code, index) => codes.indexOf(code) !== index))]
    },
  },
  'YJ-1-10': {
    looked: ofFiles,
    faults: (f) => {
      const there = inBag(f)
      return contents(f).flatMap(({ path, sizeBytes, sha256 }) => {
        const file = there.get(path)
        return file?.sizeBytes === sizeBytes && file.sha256 === sha256 ? [] : [path]
      })
    },
  },
  'YJ-1-11': { looked: ofFiles, faults: (f) => [...absent(f), ...strangers(f)] },
  'YJ-1-12': {
    looked: () => '说明文件.TXT, 目录文件.XML',
    faults: (f) => [
      ...README_KEYS.filter((key) => !new RegExp(`^${key}：.+$`, 'mu').test(f.readme ?? '')),
      ...CATALOGUE_COLUMNS.filter((column) => f.catalogue?.has(column) !== true),
    ],
  },
  'YJ-1-13': {
    looked: (f) => count(f.bag.files.length, 'files'),
    faults: (f) => [...strangers(f), ...bagFaults(f, ['bag.path-unsafe'])],
  },
  'YJ-1-14': {
    looked: (f) => `SHA-256 ${f.digestRead}`,
    faults: (f) => [
      ...(f.digestMade === f.digestRead ? [] : [`made as ${f.digestMade}`]),
      ...faultsOfBag(f.bag).map(({ code, path }) => `${code} ${path}`),
    ],
  },
  'YJ-2-1': {
    looked: (f) => count(f.form.records, 'records on F19'),
    faults: (f) => (f.form.records === f.records.length ? [] : [`${f.records.length} in the package`]),
  },
  'YJ-2-2': {
    looked: (f) => count(f.form.contentBytes, 'bytes on F19'),
    faults: (f) => {
      const there = inBag(f)
      const bytes = contents(f).reduce((sum, { path }) => sum + (there.get(path)?.sizeBytes ?? 0), 0)
      return bytes === f.form.contentBytes ? [] : [`${bytes} in the package`]
    },
  },
  'YJ-2-3': {
    looked: ofRecords,
    faults: (f) => each(f, (r) => REQUIRED_METADATA.find((name) => r.metadata?.has(name) !== true)),
  },
  'YJ-2-4': { looked: ofRecords, faults: (f) => each(f, (r) => emptyElements(r)[0]) },
  'YJ-2-5': {
    looked: ofRecords,
    faults: (f) =>
      each(f, (r) =>
        ['record.created', 'record.filed', 'record.appraised', 'record.custody-taken'].find(
          (act) => !r.acts.includes(act),
        ),
      ),
  },
  'YJ-2-10': {
    looked: ofRecords,
    faults: (f) => each(f, (r) => (r.metadata === undefined ? '元数据' : undefined)),
  },
  'YJ-2-11': {
    looked: ofFiles,
    faults: (f) => {
      const there = inBag(f)
      const found = contents(f).filter(({ path }) => there.has(path)).length
      return found === f.form.contentFiles ? [] : [`${found} of ${f.form.contentFiles}`]
    },
  },
  'YJ-3-1': {
    looked: (f) => count(f.records.length + 1, 'XML files'),
    faults: (f) => [
      ...(f.catalogue === undefined ? ['目录文件.XML'] : []),
      ...each(f, (r) => (r.metadata === undefined ? '元数据' : undefined)),
    ],
  },
  'YJ-3-3': {
    looked: ofFiles,
    faults: (f) =>
      contents(f).flatMap((o) => (f.mediaTypes.includes(o.mediaType) ? [] : [`${o.path} ${o.mediaType}`])),
  },
  'YJ-3-8': {
    looked: ofFiles,
    faults: (f) =>
      contents(f).flatMap((o) =>
        o.findings
          .filter((code) => CLOSED_FINDINGS.some((closed) => closed === code))
          .map((code) => `${o.path} ${code}`),
      ),
  },
  'YJ-4-3': {
    looked: (f) => count(f.bag.files.length, 'files'),
    faults: (f) => [...strangers(f), ...bagFaults(f, ['bag.file-unlisted', 'bag.file-twice'])],
  },
}

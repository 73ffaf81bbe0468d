import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, delimiter, join } from 'node:path'
import { env } from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { aPdf } from './demo/sample-pdf.ts'
import { sampleDualLayer, samplePdfs, type SamplePdf } from './pdf/samples.ts'

/**
 * `npm run validate-pdf [-- --scans DIR] [FILE …]`: every kind of PDF that the product makes, or the files named, against PDF/A-2b
 * by veraPDF's library and Java 17. `VERAPDF_JARS` names the folder of its jars (org.verapdf:validation-model and what it needs).
 * An ordinary PDF is among the samples and has to fail: a validator that passes everything shows nothing.
 */
const { values, positionals } = parseArgs({ options: { scans: { type: 'string' } }, allowPositionals: true })
const jars = env['VERAPDF_JARS']
if (jars === undefined || jars === '') {
  console.error('VERAPDF_JARS is not set: it names a folder with the jars of org.verapdf:validation-model.')
  process.exit(1)
}

const NOT_PDFA: SamplePdf = { name: 'ordinary', bytes: await aPdf({ pages: 1 }) }

const folder = await mkdtemp(join(tmpdir(), 'everfile-pdf-'))
try {
  const ordinary = await written(NOT_PDFA)
  const files = positionals.length > 0 ? positionals : await samples()
  const verdicts = validated(jars, [...files, ordinary])
  for (const { file, verdict, checks, broken } of verdicts)
    console.log([verdict.padEnd(6), checks.padStart(7), basename(file), broken].join('  '))
  const bites = verdicts.some(({ file, verdict }) => file === ordinary && verdict === 'failed')
  const bad = verdicts.filter(({ file, verdict }) => file !== ordinary && verdict !== 'ok')
  console.log(`${files.length - bad.length} of ${files.length} are PDF/A-2b`)
  if (!bites) console.error('An ordinary PDF passed: the validator does not validate.')
  process.exitCode = bites && bad.length === 0 && verdicts.length === files.length + 1 ? 0 : 1
} finally {
  await rm(folder, { recursive: true })
}

async function samples(): Promise<readonly string[]> {
  return Promise.all([...(await samplePdfs()), await sampleDualLayer(values.scans)].map(written))
}

async function written({ name, bytes }: SamplePdf): Promise<string> {
  const path = join(folder, `${name}.pdf`)
  await writeFile(path, bytes)
  return path
}

interface Verdict {
  readonly verdict: string
  readonly checks: string
  readonly file: string
  readonly broken: string
}

function validated(libraries: string, files: readonly string[]): readonly Verdict[] {
  const program = fileURLToPath(new URL('./pdf/Validate.java', import.meta.url))
  const classPath = [join(libraries, '*'), libraries].join(delimiter)
  const { stdout, error } = spawnSync('java', ['-cp', classPath, program, ...files], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (error !== undefined) throw new Error('Java cannot be started', { cause: error })
  return stdout
    .split('\n')
    .filter((line) => line.includes('\t'))
    .map((line) => {
      const [verdict = '', checks = '', file = '', broken = ''] = line.split('\t')
      return { verdict, checks, file, broken }
    })
}

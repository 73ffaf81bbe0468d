import { execFile, spawn } from 'node:child_process'
import { runChild, type ChildLimits, type ChildOptions } from './child-process.ts'
import { DocumentFailure } from './failure.ts'
import {
  confidenceOf,
  scaleWords,
  textOfWords,
  wordsOfTable,
  type RecognisedWord,
} from './recognised-words.ts'

/** An A4 page at 200 dpi: finer scans are reduced to it, because they take longer and are read no better. */
export const OCR_WIDTH_PX = 1654
export const OCR_MAX_PIXELS = 200_000_000
/** A page read with less than this is specks and stains; true text in poor print stays far above, though single words fall below. */
export const MIN_PAGE_CONFIDENCE = 20
export const OCR_LIMITS: ChildLimits = { timeoutMs: 180_000, memoryMiB: 1536, outputBytes: 64 * 1024 * 1024 }
const TESSERACT = 'tesseract'
/** Where packages and administrators put programs; nothing of our own environment is handed on. One thread: more are slower on a busy machine. */
const TESSERACT_ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', OMP_THREAD_LIMIT: '1' }

export type RecognisedText = {
  readonly engine: string
  readonly text: string
  /** 0–100, the engine's own claim; below about 60 a person should look. */
  readonly confidence: number
  readonly widthPx: number
  readonly heightPx: number
  /** Boxes in pixels of the image that was given, not of the reduced one. */
  readonly words: readonly RecognisedWord[]
}

export type OcrOptions = ChildOptions & {
  /** `packaged` needs nothing installed; `installed` is tesseract on the PATH with simplified Chinese. Found out if not said. */
  readonly engine?: 'installed' | 'packaged'
}

/** Reads the Chinese and Latin text in a picture of one page (PNG, JPEG, TIFF, WebP). @throws {DocumentFailure} */
export async function recogniseText(
  imageBytes: Uint8Array,
  options: OcrOptions = {},
): Promise<RecognisedText> {
  const engine = options.engine ?? ((await installedTesseract()) === undefined ? 'packaged' : 'installed')
  const limits = { ...OCR_LIMITS, ...options.limits }
  const { header, payload } = await runChild({
    script: 'ocr',
    request: {
      job: engine === 'packaged' ? 'recognise' : 'prepare',
      widthPx: OCR_WIDTH_PX,
      maxPixels: OCR_MAX_PIXELS,
    },
    payload: imageBytes,
    limits,
    signal: options.signal,
  })
  const found = await foundWords()
  const words = scaleWords(confidenceOf(found) < MIN_PAGE_CONFIDENCE ? [] : found, Number(header['scale']))
  return {
    engine:
      engine === 'packaged'
        ? 'tesseract.js 7 chi_sim'
        : `${(await installedTesseract()) ?? TESSERACT} chi_sim`,
    text: textOfWords(words),
    confidence: confidenceOf(words),
    widthPx: Number(header['widthPx']),
    heightPx: Number(header['heightPx']),
    words,
  }

  async function foundWords(): Promise<RecognisedWord[]> {
    if (header['isBlank'] === true) return []
    if (engine === 'packaged') return wordsOf(header['words'])
    return wordsOfTable(await runTesseract(payload, limits, options.signal))
  }
}

/** Name and version of tesseract on the PATH, if it knows simplified Chinese. */
export function installedTesseract(): Promise<string | undefined> {
  installed ??= new Promise((resolve) => {
    execFile(
      TESSERACT,
      ['--list-langs'],
      { timeout: 5_000, env: TESSERACT_ENVIRONMENT },
      (missing, languages) => {
        if (missing !== null || !/^chi_sim$/m.test(languages)) return resolve(undefined)
        execFile(
          TESSERACT,
          ['--version'],
          { timeout: 5_000, env: TESSERACT_ENVIRONMENT },
          (_error, version) => resolve(version.split('\n')[0]),
        )
      },
    )
  })
  return installed
}
let installed: Promise<string | undefined> | undefined

/** The page is a PNG of our own making by now, so the program decodes nothing a stranger wrote. */
function runTesseract(page: Buffer, limits: ChildLimits, signal: AbortSignal | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(TESSERACT, ['stdin', 'stdout', '-l', 'chi_sim', '--psm', '6', 'tsv'], {
      env: TESSERACT_ENVIRONMENT,
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: limits.timeoutMs,
      killSignal: 'SIGKILL',
      ...(signal && { signal }),
    })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stdin.on('error', () => undefined)
    child.on('error', () =>
      reject(new DocumentFailure(signal?.aborted === true ? 'document.interrupted' : 'document.crashed')),
    )
    child.on('close', (code, killedBy) => {
      if (killedBy !== null) return reject(new DocumentFailure('document.timed-out'))
      if (code !== 0) return reject(new DocumentFailure('document.crashed', `tesseract ended with ${code}`))
      resolve(Buffer.concat(chunks).toString('utf8'))
    })
    child.stdin.end(page)
  })
}

function wordsOf(value: unknown): RecognisedWord[] {
  if (!Array.isArray(value)) throw new DocumentFailure('document.crashed', 'no words in the reply')
  return value.filter(isWord).filter((word) => word.text.trim() !== '')
}

function isWord(value: unknown): value is RecognisedWord {
  return (
    typeof value === 'object' && value !== null && 'text' in value && 'box' in value && 'confidence' in value
  )
}

import { isPlainDate, type PlainDate } from './dates.ts'

/**
 * A signed head of the site's log, in the form of C2SP `tlog-checkpoint` and `signed-note`: lines of text that any person can read and
 * any later program can check. The tree is that of RFC 6962 over the hashes of all events in the order of their positions.
 */
export interface CheckpointHead {
  readonly siteId: string
  /** 1, 2, 3 …: one after the other, none left out. */
  readonly number: number
  /** The civil day of the clock of the law on which it was made. */
  readonly on: PlainDate
  readonly treeSize: number
  /** Base64, as the form has it. */
  readonly root: string
  /** Position of the last event that it covers. */
  readonly throughPosition: number
}

export interface SignedNote {
  /** What was signed: ends with a line feed. */
  readonly body: string
  readonly keyName: string
  /** Base64 of four bytes that name the key, and the signature. */
  readonly signature: string
}

export function originOf(siteId: string): string {
  return `everfile/${siteId}`
}

/** The text that is signed. */
export function checkpointBody({
  siteId,
  number,
  on,
  treeSize,
  root,
  throughPosition,
}: CheckpointHead): string {
  const lines = [
    originOf(siteId),
    treeSize,
    root,
    `number ${number}`,
    `day ${on}`,
    `position ${throughPosition}`,
  ]
  return `${lines.join('\n')}\n`
}

export function noteText({ body, keyName, signature }: SignedNote): string {
  return `${body}\n\u2014 ${keyName} ${signature}\n`
}

const NOTE = /^((?:[^\n]+\n)+)\n\u2014 (\S+) ([A-Za-z0-9+/]+={0,2})\n$/u

/** The parts of a note; undefined when the text is none of ours. */
export function parseNote(text: string): SignedNote | undefined {
  const [, body, keyName, signature] = NOTE.exec(text) ?? []
  return body === undefined || keyName === undefined || signature === undefined
    ? undefined
    : { body, keyName, signature }
}

const BODY =
  /^everfile\/([0-9a-f-]{36})\n(\d{1,15})\n([A-Za-z0-9+/]{43}=)\nnumber (\d{1,15})\nday (\d{4}-\d{2}-\d{2})\nposition (\d{1,15})\n$/

/** The head that a signed text states; undefined when it is not in our form. */
export function parseBody(body: string): CheckpointHead | undefined {
  const [, siteId, treeSize, root, number, on, position] = BODY.exec(body) ?? []
  if (siteId === undefined || root === undefined || !isPlainDate(on)) return undefined
  return {
    siteId,
    number: Number(number),
    on,
    treeSize: Number(treeSize),
    root,
    throughPosition: Number(position),
  }
}

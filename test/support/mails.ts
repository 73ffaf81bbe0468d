import { Buffer } from 'node:buffer'

/** Nobody encodes GB18030 here but by hand: 关于养老保险待遇核定的通知. */
export const GB_SUBJECT = '关于养老保险'
export const GB_SUBJECT_BYTES = Buffer.from('b9d8d3dad1f8c0cfb1a3cfd5', 'hex')
/** 㐀 lies outside GBK, in the four bytes of GB18030. */
export const GB_RARE = '㐀'
export const GB_RARE_BYTES = Buffer.from('8139ee39', 'hex')

export interface MailParts {
  /** Lines of the head after From and Date, without line ends; bytes where characters are no UTF-8. */
  readonly head?: readonly (string | Uint8Array)[]
  readonly body?: string | Uint8Array
}

const END = Buffer.from('\r\n')

/** A mail of invented people, as a server would hand it over. */
export function aMail({ head = [], body = '您好。' }: MailParts = {}): Buffer {
  const lines = [
    'From: "Lin, Yichen" <lin.yichen@example.cn>',
    'Date: Tue, 3 Mar 2026 09:30:00 +0800',
    ...head,
  ]
  return Buffer.concat([...lines.flatMap((line) => [bytesOf(line), END]), END, bytesOf(body)])
}

function bytesOf(part: string | Uint8Array): Uint8Array {
  return typeof part === 'string' ? Buffer.from(part) : part
}

/** Words of a header field in a character set (RFC 2047). */
export function anEncodedWord(charset: string, bytes: Uint8Array): string {
  return `=?${charset}?B?${Buffer.from(bytes).toString('base64')}?=`
}

/** A mail with a text, its page for a browser, and a file. */
export function aMailWithFile(text: string, file: { readonly name: string; readonly bytes: Buffer }): Buffer {
  return aMail({
    head: [
      'To: chen.mo@example.cn',
      `Subject: ${anEncodedWord('utf-8', Buffer.from('工伤复查材料补正'))}`,
      'Message-ID: <a1@example.cn>',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="=b="',
    ],
    body: [
      '--=b=',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(text).toString('base64'),
      '--=b=',
      'Content-Type: application/pdf',
      `Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(file.name)}`,
      'Content-Transfer-Encoding: base64',
      '',
      file.bytes.toString('base64'),
      '--=b=--',
      '',
    ].join('\r\n'),
  })
}

/** Multiparts in each other, so many deep. */
export function aNestedMail(depth: number): Buffer {
  const opened = Array.from({ length: depth }, (_, index) => [
    ...(index === 0 ? [] : [`--b${index - 1}`]),
    `Content-Type: multipart/mixed; boundary=b${index}`,
    '',
  ]).flat()
  const [contentType = '', , ...rest] = opened
  return aMail({ head: [contentType], body: rest.join('\r\n') })
}

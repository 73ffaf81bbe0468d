/**
 * A reader for the few flat answers of the S3 API that we need. The client's own parsers throw on some servers'
 * retention answers and decode keys that were never encoded, so these answers are read here.
 */
export function elementsOf(xml: string, tag: string): readonly string[] {
  return [...xml.matchAll(new RegExp(`<${tag}(?:\\s[^>]*)?>([\\s\\S]*?)</${tag}>`, 'g'))].map(
    (match) => match[1] ?? '',
  )
}

/** The text of the first element of that name, its entities resolved; undefined when there is none. */
export function textOf(xml: string, tag: string): string | undefined {
  const [first] = elementsOf(xml, tag)
  return first === undefined ? undefined : unescaped(first)
}

/** Text made safe to stand inside an element. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescaped(text: string): string {
  return text.replaceAll(/&(#x?[0-9a-fA-F]+|[a-z]+);/g, (whole, name: string) => {
    if (name.startsWith('#x')) return String.fromCodePoint(Number.parseInt(name.slice(2), 16))
    if (name.startsWith('#')) return String.fromCodePoint(Number.parseInt(name.slice(1), 10))
    return NAMED[name] ?? whole
  })
}

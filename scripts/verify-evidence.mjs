// @ts-check
// `node verify-evidence.mjs FOLDER [--key FINGERPRINT]`: checks a folder of evidence without the site that made it, off line.
// It shares no code with the product and uses nothing but what Node.js brings. Exit codes: 0 all is proved, 1 something is
// wrong and named, 2 asked wrongly.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { parseArgs } from 'node:util'

/** What is wrong, by the file in which it shows. */
class Fault extends Error {
  /**
   * @param {string} where
   * @param {string} what
   */
  constructor(where, what) {
    super(`${where}: ${what}`)
  }
}

/** @param {...(Buffer | string)} parts */
function sha256(...parts) {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/**
 * @param {Buffer} left
 * @param {Buffer} right
 */
function node(left, right) {
  return sha256(Buffer.from([1]), left, right)
}

/**
 * Every file is as the manifest says, and there is none beside.
 * @param {string} folder
 */
function checkManifest(folder) {
  const name = 'manifest-sha256.txt'
  const listed = new Map()
  for (const line of text(folder, name).split('\n')) {
    if (line === '') continue
    const match = /^([0-9a-f]{64}) {2}(\S.*)$/.exec(line)
    if (match === null) throw new Fault(name, `this line is none of a manifest: ${JSON.stringify(line)}`)
    listed.set(match[2], match[1])
  }
  const present = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => path !== name)
  for (const path of present) if (!listed.has(path)) throw new Fault(path, 'is not in the manifest')
  for (const [path, digest] of listed) {
    if (!present.includes(path)) throw new Fault(path, 'is in the manifest and not in the folder')
    if (sha256(readFileSync(join(folder, path))).toString('hex') !== digest)
      throw new Fault(path, 'its bytes are not those of the manifest')
  }
  return listed.size
}

/**
 * @param {string} folder
 * @param {string} path
 */
function text(folder, path) {
  const file = join(folder, path)
  if (!existsSync(file)) throw new Fault(path, 'is missing')
  return readFileSync(file, 'utf8')
}

/**
 * @param {string} folder
 * @param {string} path
 */
function json(folder, path) {
  try {
    return JSON.parse(text(folder, path))
  } catch (error) {
    if (error instanceof Fault) throw error
    throw new Fault(path, 'is no JSON')
  }
}

/**
 * The hash chain of one history, computed from its lines.
 * @param {string} folder
 * @param {{ path: string, stream: string, events: number, headHash: string }} stream
 * @returns {Buffer[]} the hash of each event
 */
function checkChain(folder, { path, stream, events, headHash }) {
  const lines = text(folder, path).split('\n')
  if (lines.pop() !== '') throw new Fault(path, 'does not end with a line feed')
  let hash = Buffer.alloc(0)
  const hashes = lines.map((line, index) => {
    const said = JSON.parse(line)
    if (said.stream !== stream)
      throw new Fault(path, `event ${index + 1} is of another history: ${said.stream}`)
    if (said.seq !== index + 1)
      throw new Fault(path, `event ${said.seq} stands where event ${index + 1} belongs`)
    hash = sha256(hash, line)
    return hash
  })
  if (hashes.length !== events) throw new Fault(path, `has ${hashes.length} events instead of ${events}`)
  if (hash.toString('hex') !== headHash)
    throw new Fault(path, 'its chain does not end in the head that evidence.json names')
  return hashes
}

/** @param {string} folder */
function readKeys(folder) {
  const names = existsSync(join(folder, 'keys')) ? readdirSync(join(folder, 'keys')) : []
  return names.map((name) => {
    const key = createPublicKey(readFileSync(join(folder, 'keys', name)))
    const raw = Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url')
    return { key, raw, fingerprint: sha256(raw).toString('hex') }
  })
}

/**
 * @param {string} folder
 * @param {number} number
 * @param {{ keys: ReturnType<typeof readKeys>, siteId: string }} known
 */
function checkNote(folder, number, { keys, siteId }) {
  const path = `checkpoints/${String(number).padStart(8, '0')}.note`
  const match = /^((?:[^\n]+\n)+)\n\u2014 (\S+) (\S+)\n$/u.exec(text(folder, path))
  if (match === null) throw new Fault(path, 'is no signed note')
  const [, body = '', name = '', signed = ''] = match
  const bytes = Buffer.from(signed, 'base64')
  const signer = keys.find(({ raw }) =>
    sha256(`${name}\n`, Buffer.from([1]), raw)
      .subarray(0, 4)
      .equals(bytes.subarray(0, 4)),
  )
  if (signer === undefined) throw new Fault(path, 'no key of this folder has signed it')
  if (!verify(null, Buffer.from(body), signer.key, bytes.subarray(4)))
    throw new Fault(path, 'its signature is wrong')
  const [origin, size, root = '', numbered] = body.split('\n')
  if (origin !== `everfile/${siteId}`) throw new Fault(path, `is of another site: ${origin}`)
  if (numbered !== `number ${number}`) throw new Fault(path, `is another checkpoint: ${numbered}`)
  return { path, size: Number(size), root: Buffer.from(root, 'base64') }
}

/**
 * RFC 9162, 2.1.3.2.
 * @param {{ entry: Buffer, index: number, size: number, root: Buffer, path: Buffer[] }} claim
 */
function isIncluded({ entry, index, size, root, path }) {
  if (!(index >= 0 && index < size)) return false
  let [at, last] = [index, size - 1]
  let hash = sha256(Buffer.from([0]), entry)
  for (const sibling of path) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      hash = node(sibling, hash)
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)]
    } else hash = node(hash, sibling)
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 && hash.equals(root)
}

/**
 * RFC 9162, 2.1.4.2.
 * @param {{ size: number, root: Buffer }} first
 * @param {{ size: number, root: Buffer }} second
 * @param {Buffer[]} path
 */
function isConsistent(first, second, path) {
  if (first.size === second.size) return path.length === 0 && first.root.equals(second.root)
  if (first.size <= 0 || first.size > second.size) return false
  const nodes = Number.isInteger(Math.log2(first.size)) ? [first.root, ...path] : [...path]
  const start = nodes.shift()
  if (start === undefined) return false
  let [at, last] = [first.size - 1, second.size - 1]
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  let [before, after] = [start, start]
  for (const sibling of nodes) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      before = node(sibling, before)
      after = node(sibling, after)
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)]
    } else after = node(after, sibling)
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 && before.equals(first.root) && after.equals(second.root)
}

/** @param {string[]} path */
const bytesOf = (path) => path.map((hash) => Buffer.from(hash, 'hex'))

/**
 * The certificate is the one whose digest the list's own history states.
 * @param {string} folder
 * @param {{ path: string, stream: string }[]} streams
 */
function checkCertificate(folder, streams) {
  if (!existsSync(join(folder, 'certificate.pdf'))) return 'no certificate'
  const digest = sha256(readFileSync(join(folder, 'certificate.pdf'))).toString('hex')
  const isStated = streams
    .filter(({ stream }) => stream.startsWith('disposal-list/'))
    .some(({ path }) =>
      text(folder, path)
        .split('\n')
        .some((line) => line.includes('"type":"list.certified"') && line.includes(`"sha256":"${digest}"`)),
    )
  if (!isStated) throw new Fault('certificate.pdf', 'no event of the list states its digest')
  return 'certificate as stated'
}

/**
 * @param {string} folder
 * @param {string | undefined} wantedKey
 */
function check(folder, wantedKey) {
  const files = checkManifest(folder)
  const { format, site, streams, checkpoints } = json(folder, 'evidence.json')
  if (format !== 'everfile-evidence/1') throw new Fault('evidence.json', `its form is not known: ${format}`)
  const keys = readKeys(folder)
  if (wantedKey !== undefined && keys.some(({ fingerprint }) => fingerprint !== wantedKey.toLowerCase()))
    throw new Fault('keys', 'hold a key that is not the one you gave')
  const hashes = new Map()
  for (const stream of streams)
    for (const [index, hash] of checkChain(folder, stream).entries())
      hashes.set(`${stream.stream} ${index + 1}`, hash)
  const heads = new Map()
  for (const number of checkpoints) heads.set(number, checkNote(folder, number, { keys, siteId: site.id }))
  const proofs = json(folder, 'proofs.json')
  const proved = new Set()
  for (const { stream, seq, checkpoint, index, path } of proofs.inclusion) {
    const [entry, head] = [hashes.get(`${stream} ${seq}`), heads.get(checkpoint)]
    if (
      entry === undefined ||
      head === undefined ||
      !isIncluded({ entry, index, ...head, path: bytesOf(path) })
    )
      throw new Fault('proofs.json', `event ${seq} of ${stream} is not under checkpoint ${checkpoint}`)
    proved.add(`${stream} ${seq}`)
  }
  const uncovered = new Set(
    proofs.uncovered.map(
      (/** @type {{ stream: string, seq: number }} */ event) => `${event.stream} ${event.seq}`,
    ),
  )
  for (const event of hashes.keys())
    if (!proved.has(event) && !uncovered.has(event))
      throw new Fault('proofs.json', `says nothing of ${event}`)
  for (const [at, number] of checkpoints.slice(1).entries()) {
    const [first, second] = [heads.get(checkpoints[at]), heads.get(number)]
    const proof = proofs.consistency.find((/** @type {{ second: number }} */ one) => one.second === number)
    if (proof === undefined || !isConsistent(first, second, bytesOf(proof.path)))
      throw new Fault('proofs.json', `checkpoint ${number} does not grow from checkpoint ${checkpoints[at]}`)
  }
  return [
    `${site.nameEn} (${site.id})`,
    `${files} files, ${streams.length} histories, ${hashes.size} events, ${checkpoints.length} checkpoints, ${checkCertificate(folder, streams)}`,
    ...(uncovered.size === 0
      ? []
      : [`${uncovered.size} events are newer than the last checkpoint: the chain alone proves them`]),
    ...keys.map(
      ({ fingerprint }) =>
        `key ${fingerprint}${wantedKey === undefined ? ' (compare it with one that came another way)' : ''}`,
    ),
    'whole',
  ]
}

const { values, positionals } = parseArgs({ options: { key: { type: 'string' } }, allowPositionals: true })
const [folder] = positionals
if (folder === undefined || positionals.length > 1 || !existsSync(folder)) {
  console.error('usage: node verify-evidence.mjs FOLDER [--key FINGERPRINT]')
  process.exitCode = 2
} else {
  try {
    for (const line of check(folder, values.key)) console.log(line)
  } catch (error) {
    console.error(`broken: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
  }
}

import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'

/** The pilot's shape: personnel files of retirees over four decades, of invented people, the same for the same seed. */
export interface RetireesAsked {
  readonly folder: string
  readonly name: string
  readonly from: number
  readonly count: number
  /** Of the first so many files a small document lies in the folder `contents`. */
  readonly contents: number
  readonly fonds: string
}

export interface Retirees {
  readonly table: string
  readonly contents: string
}

const HEADERS = ['档号', '题名', '类别代码', '形成日期', '死亡日期', '姓名', '页数', '人员编号', '文件名']
const FAMILY_NAMES = Array.from('赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜')
const GIVEN_NAMES = Array.from('安博辰达恩凡歌浩佳凯岚明宁鹏晴然思桐文欣雅泽之子远清秋雨书航亦舟沐言')
const FIRST_YEAR = 1984
const YEARS = 40
/** One in four has died: their files wait for their transfer. */
const DEAD_EVERY = 4

/** A small generator of even chance (mulberry32): the same numbers for the same seed on every machine. */
function chanceOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export async function writeRetirees({
  folder,
  name,
  from,
  count,
  contents,
  fonds,
}: RetireesAsked): Promise<Retirees> {
  const files = join(folder, `${name}-contents`)
  mkdirSync(files, { recursive: true })
  const table = join(folder, `${name}.csv`)
  const out = createWriteStream(table)
  out.write(`\uFEFF${HEADERS.join(',')}\r\n`)
  for (let n = from; n < from + count; n += 1) {
    const file = n - from < contents ? `${String(n).padStart(6, '0')}.txt` : ''
    if (file !== '') writeFileSync(join(files, file), `退休人员登记表 第${n}号\n`)
    if (!out.write(`${lineOf(n, fonds, file)}\r\n`)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
  return { table, contents: files }
}

function lineOf(n: number, fonds: string, file: string): string {
  const chance = chanceOf(n)
  const one = <T>(of: readonly T[]): T | undefined => of[Math.floor(chance() * of.length)]
  const two = (value: number): string => String(value).padStart(2, '0')
  const year = FIRST_YEAR + (n % YEARS)
  const person = `${one(FAMILY_NAMES)}${one(GIVEN_NAMES)}${one(GIVEN_NAMES)}`
  const formedOn = `${year}-${two(1 + Math.floor(chance() * 12))}-${two(1 + Math.floor(chance() * 28))}`
  const isDead = n % DEAD_EVERY === 0
  const diedOn = isDead
    ? `${2023 + Math.floor(chance() * 3)}/${1 + Math.floor(chance() * 9)}/${1 + Math.floor(chance() * 28)}`
    : ''
  const code = `${fonds}-RS·${year}·Y-${String(Math.floor(n / YEARS) + 1).padStart(4, '0')}`
  const pages = String(20 + Math.floor(chance() * 180))
  return [
    code,
    `${person}退休人事档案`,
    isDead ? 'RS-02' : 'RS-01',
    formedOn,
    diedOn,
    person,
    pages,
    `T${String(n).padStart(8, '0')}`,
    file,
  ].join(',')
}

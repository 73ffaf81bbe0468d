/**
 * The register of a post's hand-over as it is printed (岗位移交清单, regulations 9.3): what moved, from whom to whom, and who signed
 * when. The same facts give the same sheet.
 */
import { FAMILY_NAMES } from './family-names.ts'
import type { BilingualText } from './lifecycle.ts'
import type { PostRegister } from './organisation.ts'
import type { Instant } from './state.ts'

type Words = readonly [zh: string, en: string]

export interface HandOverForPrint {
  readonly siteName: string
  readonly unitName: string
  readonly roleName: string
  readonly from: string
  readonly to: string
  readonly note: string
  readonly proposedBy: string
  readonly proposedAt: Instant
  readonly confirmedBy: string
  readonly confirmedAt: Instant
  readonly acceptedAt: Instant
  readonly registerHash: string
  readonly register: PostRegister
  /** Archival code or number of what a task or a hold is about, where it has one. */
  readonly codes: ReadonlyMap<string, string>
  readonly deputies: ReadonlyMap<string, string>
  /** What the step of each task is called in the procedure that its subject follows. */
  readonly steps: ReadonlyMap<string, BilingualText>
  /** Tasks that stayed with the former holder: a signature that only they can give. */
  readonly stayed: ReadonlySet<string>
}

export interface SheetTable {
  readonly heading: Words
  readonly columns: readonly { readonly label: Words; readonly share: number }[]
  readonly rows: readonly (readonly string[])[]
}

export interface HandOverSheet {
  readonly title: Words
  readonly facts: readonly { readonly label: Words; readonly value: string }[]
  readonly tables: readonly SheetTable[]
  readonly signatures: SheetTable
}

/** What stands on the sheet, in its order; a kind of which nothing moved is said to be none. */
export function handOverSheet(hand: HandOverForPrint): HandOverSheet {
  const { register } = hand
  return {
    title: ['岗位移交清单', 'Post Hand-over Register'],
    facts: [
      { label: ['岗位', 'Post'], value: `${hand.unitName} ${hand.roleName}` },
      { label: ['移交人', 'Handed over by'], value: hand.from },
      { label: ['接任人', 'Received by'], value: hand.to },
      { label: ['事由', 'Reason'], value: hand.note },
      { label: ['授权门类', 'Classes'], value: familiesOf(register) },
      { label: ['岗位组待办', 'Tasks that wait for the post'], value: String(register.waiting) },
      { label: ['清单摘要', 'Digest of the register'], value: hand.registerHash },
    ],
    tables: [tasksOf(hand), holdsOf(hand), listsOf(hand), deputiesOf(hand)].filter(
      ({ rows }) => rows.length > 0,
    ),
    signatures: {
      heading: ['签署', 'Signatures'],
      columns: [
        { label: ['身份', 'As'], share: 30 },
        { label: ['姓名', 'Name'], share: 30 },
        { label: ['时间 (UTC)', 'At (UTC)'], share: 40 },
      ],
      rows: [
        ['提出 Proposed', hand.proposedBy, hand.proposedAt],
        ['监交 Agreed', hand.confirmedBy, hand.confirmedAt],
        ['接收 Received', hand.to, hand.acceptedAt],
      ],
    },
  }
}

function familiesOf({ families }: PostRegister): string {
  return families.map((family) => both(FAMILY_NAMES[family])).join('、') || '—'
}

function both({ zh, en }: BilingualText): string {
  return `${zh} ${en}`
}

const NUMBER = { label: ['序号', 'No.'], share: 8 } as const
const SUBJECT = { label: ['档号／编号', 'Code or number'], share: 44 } as const

function numbered(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return rows.map((row, index) => [String(index + 1), ...row])
}

function tasksOf({ register, codes, steps, stayed }: HandOverForPrint): SheetTable {
  return {
    heading: ['在办任务', 'Claimed tasks'],
    columns: [
      NUMBER,
      SUBJECT,
      { label: ['环节', 'Step'], share: 20 },
      { label: ['期限', 'Due'], share: 14 },
      { label: ['结果', 'Result'], share: 14 },
    ],
    rows: numbered(
      register.tasks.map(({ id, subjectId, step, dueOn }) => [
        codes.get(subjectId) ?? subjectId,
        both(steps.get(id) ?? { zh: step, en: '' }).trim(),
        dueOn,
        stayed.has(id) ? '须本人签署，未移交 stays' : '已移交 passed',
      ]),
    ),
  }
}

function holdsOf({ register, codes }: HandOverForPrint): SheetTable {
  return {
    heading: ['待复核的冻结', 'Holds to review'],
    columns: [NUMBER, SUBJECT, { label: ['复核日期', 'Review on'], share: 48 }],
    rows: numbered(
      register.holds.map(({ subjectId, reviewOn }) => [codes.get(subjectId) ?? subjectId, reviewOn]),
    ),
  }
}

function listsOf({ register }: HandOverForPrint): SheetTable {
  return {
    heading: ['未办结的清册与批次', 'Open lists and batches'],
    columns: [NUMBER, { label: ['编号', 'Number'], share: 92 }],
    rows: numbered(register.lists.map(({ number }) => [number])),
  }
}

function deputiesOf({ register, deputies }: HandOverForPrint): SheetTable {
  return {
    heading: ['随岗位终止的代理', 'Deputies that end with it'],
    columns: [NUMBER, { label: ['代理人', 'Deputy'], share: 46 }, { label: ['原止日', 'Until'], share: 46 }],
    rows: numbered(register.deputies.map(({ deputyId, toOn }) => [deputies.get(deputyId) ?? deputyId, toOn])),
  }
}

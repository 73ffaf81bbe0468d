import type { DemoLogin, DemoUnitKey } from '#db/seed/demo-organisation.ts'
import type { Grade } from '#domain/vocabulary.ts'

/** How far the seed takes a record; the places of a definition, and what stops a record on its way. */
export type Goal =
  | 'incomplete'
  | 'rejected'
  | 'incident'
  | 'arrange'
  | 'file'
  | 'appraise'
  | 'send'
  | 'receive'
  | 'keep'
  | 'due'
  | 'held'
  | 'on-list'
  | 'destroyed'

/** One record of the demo archive. Its number is its key: seeding again finds what it made. */
export interface PlannedRecord {
  readonly number: number
  readonly title: string
  readonly classCode: string
  readonly unit: DemoUnitKey
  readonly goal: Goal
  /** Years before the current one in which it was formed. */
  readonly yearsAgo: number
  /** Month and day of its formation. */
  readonly monthDay: string
  readonly grade: Grade
  /** The person that it is about; null where it is about nobody. */
  readonly subjectName: string | null
}

/** Who does a unit's part. A unit without a clerk and a head of its own forms no records here. */
export const HANDS: Readonly<
  Partial<
    Record<
      DemoUnitKey,
      { readonly clerk: DemoLogin; readonly archivist: DemoLogin; readonly head: DemoLogin }
    >
  >
> = {
  unemployment: { clerk: 'chen.lidong', archivist: 'shen.zhiqiu', head: 'guo.huaiyuan' },
  pension: { clerk: 'lu.yunfan', archivist: 'tang.ruoxi', head: 'fang.mingche' },
}

interface Group {
  readonly classCode: string
  readonly unit: DemoUnitKey
  readonly goal: Goal
  /** Years ago, one record for each. */
  readonly yearsAgo: readonly number[]
  /** What the title says after the person's name, or whole titles where the records are about nobody. */
  readonly title: string | readonly string[]
  readonly grade?: Grade
}

const BENEFIT = '失业保险待遇核定材料'
const TRANSFER = '失业保险关系转移材料'
const SUBSIDY = '职业培训补贴核定材料'
const PENSION = '基本养老金核定材料'

/** Sixty records of four families, over every place of a life. */
const GROUPS: readonly Group[] = [
  { classCode: 'SI-5-03', unit: 'unemployment', goal: 'incomplete', yearsAgo: [0, 0], title: BENEFIT },
  { classCode: 'SI-3-01', unit: 'pension', goal: 'incomplete', yearsAgo: [0], title: PENSION },
  { classCode: 'SI-5-03', unit: 'unemployment', goal: 'rejected', yearsAgo: [0], title: BENEFIT },
  { classCode: 'SI-5-03', unit: 'unemployment', goal: 'incident', yearsAgo: [0], title: BENEFIT },
  { classCode: 'SI-5-03', unit: 'unemployment', goal: 'arrange', yearsAgo: [0, 0], title: BENEFIT },
  { classCode: 'SI-3-01', unit: 'pension', goal: 'arrange', yearsAgo: [0], title: PENSION },
  {
    classCode: 'WS-10',
    unit: 'unemployment',
    goal: 'arrange',
    yearsAgo: [1, 0],
    title: ['失业动态监测工作小结', '稳岗返还政策宣传月活动通报'],
  },
  { classCode: 'SI-5-02', unit: 'unemployment', goal: 'file', yearsAgo: [0, 0], title: TRANSFER },
  { classCode: 'WS-12', unit: 'pension', goal: 'file', yearsAgo: [1], title: ['养老保险工作例会纪要'] },
  { classCode: 'SI-3-01', unit: 'pension', goal: 'file', yearsAgo: [0], title: PENSION },
  { classCode: 'SI-5-04', unit: 'unemployment', goal: 'appraise', yearsAgo: [0, 1, 1], title: SUBSIDY },
  {
    classCode: 'KU-19',
    unit: 'pension',
    goal: 'appraise',
    yearsAgo: [1, 0],
    title: ['养老保险基金第三季度报表', '养老保险基金第一季度报表'],
  },
  { classCode: 'SI-5-03', unit: 'unemployment', goal: 'send', yearsAgo: [2, 1, 1], title: BENEFIT },
  { classCode: 'SI-3-01', unit: 'pension', goal: 'send', yearsAgo: [1], title: PENSION },
  { classCode: 'SI-5-03', unit: 'unemployment', goal: 'receive', yearsAgo: [1], title: BENEFIT },
  { classCode: 'SI-3-06', unit: 'pension', goal: 'receive', yearsAgo: [2], title: ['养老保险支付明细表'] },
  { classCode: 'SI-5-03', unit: 'unemployment', goal: 'keep', yearsAgo: [10, 9, 8, 7, 5, 3], title: BENEFIT },
  { classCode: 'SI-5-02', unit: 'unemployment', goal: 'keep', yearsAgo: [8, 4], title: TRANSFER },
  { classCode: 'SI-3-01', unit: 'pension', goal: 'keep', yearsAgo: [12, 9, 6], title: PENSION },
  {
    classCode: 'SI-5-06',
    unit: 'unemployment',
    goal: 'keep',
    yearsAgo: [6, 3],
    title: ['失业保险支付汇总表', '失业保险支付明细表'],
  },
  {
    classCode: 'SI-5-07',
    unit: 'unemployment',
    goal: 'keep',
    yearsAgo: [11, 5],
    title: ['失业保险基金支付年度汇总表', '失业保险基金支付年度汇总表'],
  },
  {
    classCode: 'KU-16',
    unit: 'pension',
    goal: 'keep',
    yearsAgo: [7, 2],
    title: ['养老保险基金会计凭证', '养老保险基金会计凭证'],
  },
  { classCode: 'RS-01', unit: 'pension', goal: 'keep', yearsAgo: [9, 4], title: '退休人员人事档案补充材料' },
  {
    classCode: 'WS-04',
    unit: 'pension',
    goal: 'keep',
    yearsAgo: [3],
    title: ['养老保险年度工作总结'],
    grade: 'public',
  },
  {
    classCode: 'SI-5-03',
    unit: 'unemployment',
    goal: 'due',
    yearsAgo: [12, 12, 11, 11, 11, 11],
    title: BENEFIT,
  },
  {
    classCode: 'WS-10',
    unit: 'pension',
    goal: 'due',
    yearsAgo: [12, 11, 11],
    title: ['养老保险待遇调整宣传方案', '养老保险业务培训通知', '退休人员资格认证工作安排'],
  },
  { classCode: 'SI-5-03', unit: 'unemployment', goal: 'held', yearsAgo: [12], title: BENEFIT },
  { classCode: 'SI-5-03', unit: 'unemployment', goal: 'on-list', yearsAgo: [12, 12, 11], title: BENEFIT },
  { classCode: 'SI-5-02', unit: 'unemployment', goal: 'destroyed', yearsAgo: [12, 12], title: TRANSFER },
]

/** Invented people; a name is used for one record. */
const NAMES =
  '周明远 林书瑶 顾念安 苏知行 沈若溪 陆景澄 叶清和 程思远 温如玉 江晚舟 许念慈 方清扬 柳青岚 秦墨言 宋时雨 白芷兰 贺兰舟 云知意 纪晓棠 乔木森 楚云深 阮清秋 傅长川 梁以安 祝青禾 殷若水 裴景行 姜半夏 卓远山 聂微澜 洛明川 夏千寻 花弄影 石敢当 郁青松 穆晨曦 钟楚红 商雪见 谷雨生 霍思齐 施南星 尹流光'.split(
    ' ',
  )

const MONTH_DAYS = ['01-08', '03-02', '02-17', '05-26', '04-13', '09-09', '06-30', '10-21', '08-04', '11-05']

export const PLAN: readonly PlannedRecord[] = planOf(GROUPS)

function planOf(groups: readonly Group[]): readonly PlannedRecord[] {
  const names = NAMES.values()
  const records: PlannedRecord[] = []
  for (const { classCode, unit, goal, yearsAgo, title, grade = 'internal' } of groups) {
    for (const [index, years] of yearsAgo.entries()) {
      const number = records.length + 1
      const subjectName = typeof title === 'string' ? (names.next().value ?? null) : null
      const monthDay = years === 0 ? '01-05' : (MONTH_DAYS[number % MONTH_DAYS.length] ?? '01-08')
      const text = typeof title === 'string' ? `${subjectName ?? ''}${title}` : (title[index] ?? '')
      records.push({
        number,
        title: text,
        classCode,
        unit,
        goal,
        yearsAgo: years,
        monthDay,
        grade,
        subjectName,
      })
    }
  }
  return records
}

import type { AppraiserKind, Grade, Role, UnitKind } from '#domain/vocabulary.ts'
import { idOf } from '#db/ids.ts'

/** The invented city of the demo archive. Ids are fixed: the README, the tests and the screenshots use the same. */
export interface DemoUnit {
  readonly key: string
  readonly parent: string | null
  readonly kind: UnitKind
  readonly zh: string
  readonly en: string
}

export const DEMO_UNITS = [
  { key: 'bureau', parent: null, kind: 'bureau', zh: '示范市人力资源和社会保障局', en: 'Shifan HRSS Bureau' },
  {
    key: 'agency',
    parent: 'bureau',
    kind: 'agency',
    zh: '示范市社会保险基金管理中心',
    en: 'Shifan Social Insurance Centre',
  },
  { key: 'pension', parent: 'agency', kind: 'section', zh: '养老保险科', en: 'Pension Section' },
  { key: 'unemployment', parent: 'agency', kind: 'section', zh: '失业保险科', en: 'Unemployment Section' },
  { key: 'inspection', parent: 'agency', kind: 'section', zh: '劳动监察科', en: 'Labour Inspection Section' },
  { key: 'archives', parent: 'agency', kind: 'archives-office', zh: '办公室（档案）', en: 'Archives Office' },
  {
    key: 'information',
    parent: 'agency',
    kind: 'information-centre',
    zh: '信息中心',
    en: 'Information Centre',
  },
] as const satisfies readonly DemoUnit[]
export type DemoUnitKey = (typeof DEMO_UNITS)[number]['key']

export const DEMO_FONDS = {
  key: 'fonds',
  code: 'J021',
  zh: '示范市社会保险基金管理中心全宗',
  en: 'Fonds of the Shifan Social Insurance Centre',
} as const

export interface DemoPerson {
  readonly login: string
  readonly zh: string
  readonly en: string
  readonly unit: DemoUnitKey
  readonly role: Role
  readonly appraiserKind?: AppraiserKind
  readonly clearance: Grade
  /** Has a second factor: main head and witnesses sign with it. */
  readonly hasFactor?: true
}

export const DEMO_PEOPLE = [
  {
    login: 'chen.lidong',
    zh: '陈立冬',
    en: 'Chen Lidong',
    unit: 'unemployment',
    role: 'business-clerk',
    clearance: 'internal',
  },
  {
    login: 'shen.zhiqiu',
    zh: '沈知秋',
    en: 'Shen Zhiqiu',
    unit: 'unemployment',
    role: 'unit-archivist',
    clearance: 'internal',
  },
  {
    login: 'yin.heming',
    zh: '尹鹤鸣',
    en: 'Yin Heming',
    unit: 'unemployment',
    role: 'unit-archivist',
    clearance: 'internal',
  },
  {
    login: 'guo.huaiyuan',
    zh: '郭怀远',
    en: 'Guo Huaiyuan',
    unit: 'unemployment',
    role: 'unit-head',
    clearance: 'restricted',
  },
  {
    login: 'lu.yunfan',
    zh: '陆云帆',
    en: 'Lu Yunfan',
    unit: 'pension',
    role: 'business-clerk',
    clearance: 'internal',
  },
  {
    login: 'tang.ruoxi',
    zh: '唐若溪',
    en: 'Tang Ruoxi',
    unit: 'pension',
    role: 'unit-archivist',
    clearance: 'internal',
  },
  {
    login: 'fang.mingche',
    zh: '方明澈',
    en: 'Fang Mingche',
    unit: 'pension',
    role: 'unit-head',
    clearance: 'restricted',
  },
  {
    login: 'he.jingyi',
    zh: '何静仪',
    en: 'He Jingyi',
    unit: 'inspection',
    role: 'unit-archivist',
    clearance: 'restricted',
  },
  {
    login: 'han.shuning',
    zh: '韩书宁',
    en: 'Han Shuning',
    unit: 'archives',
    role: 'archives-clerk',
    clearance: 'restricted',
  },
  {
    login: 'wei.changqing',
    zh: '魏长青',
    en: 'Wei Changqing',
    unit: 'archives',
    role: 'archives-head',
    clearance: 'restricted',
  },
  {
    login: 'jiang.yilan',
    zh: '江忆岚',
    en: 'Jiang Yilan',
    unit: 'archives',
    role: 'appraiser',
    appraiserKind: 'archives',
    clearance: 'restricted',
  },
  {
    login: 'xu.wenbo',
    zh: '许文博',
    en: 'Xu Wenbo',
    unit: 'unemployment',
    role: 'appraiser',
    appraiserKind: 'business',
    clearance: 'restricted',
  },
  {
    login: 'luo.chengzhi',
    zh: '罗承志',
    en: 'Luo Chengzhi',
    unit: 'agency',
    role: 'appraiser',
    appraiserKind: 'agency-head',
    clearance: 'restricted',
  },
  {
    login: 'pan.suwen',
    zh: '潘素问',
    en: 'Pan Suwen',
    unit: 'bureau',
    role: 'appraiser',
    appraiserKind: 'administration',
    clearance: 'restricted',
  },
  {
    login: 'qian.wangshu',
    zh: '钱望舒',
    en: 'Qian Wangshu',
    unit: 'agency',
    role: 'main-head',
    clearance: 'restricted',
    hasFactor: true,
  },
  {
    login: 'bai.luming',
    zh: '白鹿鸣',
    en: 'Bai Luming',
    unit: 'archives',
    role: 'witness',
    clearance: 'restricted',
    hasFactor: true,
  },
  {
    login: 'zhuo.feng',
    zh: '卓枫',
    en: 'Zhuo Feng',
    unit: 'unemployment',
    role: 'witness',
    clearance: 'restricted',
    hasFactor: true,
  },
  {
    login: 'yue.ting',
    zh: '岳霆',
    en: 'Yue Ting',
    unit: 'archives',
    role: 'executor',
    clearance: 'restricted',
  },
  {
    login: 'ning.yue',
    zh: '宁越',
    en: 'Ning Yue',
    unit: 'information',
    role: 'scanner',
    clearance: 'restricted',
  },
  {
    login: 'meng.qingyao',
    zh: '孟清瑶',
    en: 'Meng Qingyao',
    unit: 'archives',
    role: 'quality-checker',
    clearance: 'restricted',
  },
  {
    login: 'ding.bowen',
    zh: '丁博文',
    en: 'Ding Bowen',
    unit: 'archives',
    role: 'binder',
    clearance: 'restricted',
  },
  {
    login: 'cen.yuhe',
    zh: '岑雨禾',
    en: 'Cen Yuhe',
    unit: 'archives',
    role: 'repository-keeper',
    clearance: 'restricted',
  },
  {
    login: 'yu.zhaoning',
    zh: '俞昭宁',
    en: 'Yu Zhaoning',
    unit: 'archives',
    role: 'window-clerk',
    clearance: 'internal',
  },
  {
    login: 'duan.jingxing',
    zh: '段景行',
    en: 'Duan Jingxing',
    unit: 'bureau',
    role: 'auditor',
    clearance: 'restricted',
  },
  {
    login: 'song.anran',
    zh: '宋安然',
    en: 'Song Anran',
    unit: 'information',
    role: 'system-admin',
    clearance: 'public',
  },
  {
    login: 'mo.weilan',
    zh: '莫蔚蓝',
    en: 'Mo Weilan',
    unit: 'information',
    role: 'security-admin',
    clearance: 'public',
  },
] as const satisfies readonly DemoPerson[]
export type DemoLogin = (typeof DEMO_PEOPLE)[number]['login']

/** Services: the product's own engine, a business system that hands in records by key, and the archive that takes them over. */
export const DEMO_SERVICES = [
  {
    login: 'engine',
    zh: '流程引擎',
    en: 'Lifecycle engine',
    unit: 'bureau',
    role: 'engine',
    clearance: 'restricted',
  },
  {
    login: 'benefits-system',
    zh: '失业待遇业务系统',
    en: 'Unemployment benefits system',
    unit: 'unemployment',
    role: 'integration',
    clearance: 'internal',
  },
  {
    login: 'city-archive',
    zh: '示范市档案馆',
    en: 'Shifan City Archive',
    unit: 'bureau',
    role: 'receiving-archive',
    clearance: 'restricted',
  },
] as const satisfies readonly DemoPerson[]

export function demoUnitId(key: DemoUnitKey): string {
  return idOf('demo', 'unit', key)
}

export function demoPersonId(login: DemoLogin | 'engine' | 'benefits-system' | 'city-archive'): string {
  return idOf('demo', 'person', login)
}

export const DEMO_FONDS_ID = idOf('demo', 'fonds', DEMO_FONDS.code)

/** For demo and test sites alone; a production site has no default password and no default seed. */
export const DEMO_PASSWORD = 'Paper-Lantern-2027'
/** The city archive's own, for fetching packages and posting receipts. */
export const DEMO_ARCHIVE_KEY = {
  id: idOf('demo', 'key', 'city-archive'),
  secret: 'demo-city-archive-key-for-demo-sites-only',
} as const
export const DEMO_API_KEY = {
  id: idOf('demo', 'key', 'benefits-system'),
  secret: 'demo-benefits-system-key-for-demo-sites-only',
} as const

/** Second-factor seed of a demo person, base32. */
export function demoFactorSeed(login: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const hex = idOf('demo', 'factor', login).replaceAll('-', '')
  return hex.replaceAll(/[0-9a-f]/g, (digit) => alphabet.charAt(Number.parseInt(digit, 16) * 2))
}

import type { DemoLogin } from './demo-organisation.ts'

/** Who gives which of the four opinions on a list of the demo archive. */
export const APPRAISERS = [
  ['luo.chengzhi', 'agency-head'],
  ['xu.wenbo', 'business'],
  ['jiang.yilan', 'archives'],
  ['pan.suwen', 'administration'],
] as const satisfies readonly (readonly [DemoLogin, string])[]

/** Who witnesses its destructions, and for which side. */
export const WITNESSES = [
  ['bai.luming', 'witness-archives'],
  ['zhuo.feng', 'witness-business'],
] as const satisfies readonly (readonly [DemoLogin, string])[]

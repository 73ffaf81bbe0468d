import { expect, test } from 'vitest'
import { bearsSecrecyMark, secretMarkAtHead, secretMarkIn } from '#domain/state/secrets.ts'

test.each(['秘密★5年', '机密 ★', '绝密☆长期 会议纪要', '（秘密＊10年）通知.pdf'])(
  'REG-10 knows the mark of a state secret in: %s',
  (text) => {
    expect(bearsSecrecyMark(text)).toBe(true)
  },
)

test.each(['保守国家秘密法学习材料', '机密文件管理办法', '★级单位评定', '工作秘密清单'])(
  'REG-10 takes the mere word for no mark: %s',
  (text) => {
    expect(bearsSecrecyMark(text)).toBe(false)
  },
)

test.each([
  ['秘密', '秘密★10年\n示范市人力资源和社会保障局文件'],
  ['机密', '000123\n机 密\n机密\n关于印发的通知'],
  ['绝密', '份号 000001\n绝密 长期\n特急'],
  ['秘密', '（秘密）\n会议纪要'],
] as const)('REG-10 knows %s at the head of a page: %s', (mark, page) => {
  expect(secretMarkAtHead(page)).toBe(mark)
})

test.each([
  '示范市人力资源和社会保障局文件\n关于学习保守国家秘密法的通知',
  `${Array.from({ length: 20 }, (_, n) => `第${n}行`).join('\n')}\n秘密`,
  '机密文件管理办法\n第一条',
])('REG-10 takes a page for no secret that only speaks of secrets: %#', (page) => {
  expect(secretMarkAtHead(page)).toBeUndefined()
})

test('REG-10 a value that is the grade and nothing else is a mark', () => {
  expect(['绝密', ' (机密) ', '内部', '秘密级'].map(secretMarkIn)).toEqual([
    '绝密',
    '机密',
    undefined,
    undefined,
  ])
})

import { expect, test } from 'vitest'
import { bearsSecrecyMark } from '#domain/state-secrets.ts'

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

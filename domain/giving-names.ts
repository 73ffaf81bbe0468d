import type { BilingualText } from './lifecycle.ts'
import type { GivingAsker, GivingState, GivingWay, IdentityProof } from './vocabulary/givings.ts'

/** What was shown at the window, as it is printed on copies. */
export const PROOF_NAMES: Readonly<Record<IdentityProof, BilingualText>> = {
  'identity-card': { zh: '居民身份证', en: 'identity card' },
  'social-security-card': { zh: '社会保障卡', en: 'social security card' },
  passport: { zh: '护照', en: 'passport' },
  electronic: { zh: '电子身份认证', en: 'electronic identity' },
}

export const ASKER_NAMES: Readonly<Record<GivingAsker, BilingualText>> = {
  subject: { zh: '本人', en: 'the person' },
  agent: { zh: '代理人', en: 'agent' },
}

export const WAY_NAMES: Readonly<Record<GivingWay, BilingualText>> = {
  copy: { zh: '复制件', en: 'certified copy' },
  reading: { zh: '当场查阅', en: 'read at the window' },
}

export const STATE_NAMES: Readonly<Record<GivingState, BilingualText>> = {
  asked: { zh: '待审批', en: 'waits for approval' },
  approved: { zh: '可提供', en: 'may be given' },
  refused: { zh: '不予提供', en: 'refused' },
  given: { zh: '已提供', en: 'given' },
}

import type { BilingualText } from '#domain/lifecycle.ts'

type Data = Readonly<Record<string, unknown>>

/** What happened to that by which somebody proves who they are, in one line. */
export const PROOF_WORDS = {
  'person.identity-linked': { zh: '关联统一身份', en: 'Identity of the provider linked' },
  'person.identity-unlinked': { zh: '解除统一身份关联', en: 'Identity of the provider unlinked' },
  'key.created': (d: Data): BilingualText => ({
    zh: `新建接口密钥：${String(d['name'])}`,
    en: `API key made: ${String(d['name'])}`,
  }),
  'key.rotated': (d: Data): BilingualText =>
    d['formerEndsAt'] === null
      ? { zh: '更换接口密钥，原密钥即时失效', en: 'API key renewed; the former one ended at once' }
      : {
          zh: '更换接口密钥，原密钥暂可并用',
          en: 'API key renewed; the former one opens for some days more',
        },
  'key.revoked': { zh: '撤销接口密钥', en: 'API key revoked' },
} as const

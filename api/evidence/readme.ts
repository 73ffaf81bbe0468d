import type { BilingualText } from '#domain/lifecycle.ts'

interface About {
  readonly site: { readonly id: string; readonly zh: string; readonly en: string }
  readonly madeOn: string
  readonly streams: readonly { readonly stream: string; readonly events: number; readonly path: string }[]
  readonly checkpoints: number
}

/** What a stranger reads first: what lies here, how it hangs together, and how to check it without this site. */
export function readmeTexts({ site, madeOn, streams, checkpoints }: About): BilingualText {
  const lines = (count: (events: number) => string) =>
    streams.map(({ stream, events, path }) => `- \`${path}\`: ${stream}, ${count(events)}`).join('\n')
  return {
    zh: `# 档案证据包

${site.zh}（${site.id}），${madeOn} 导出。

## 内容

${lines((events) => `${events} 个事件`)}
- \`checkpoints/\`：${checkpoints} 个签名检查点；\`keys/\`：公钥；\`proofs.json\`：包含证明与一致性证明
- \`manifest-sha256.txt\`：各文件的 SHA-256
- \`certificate.pdf\`：销毁证明（仅在已销毁且有权查看时）

## 如何验证

1. 离线运行：\`node verify-evidence.mjs 本文件夹\`。该程序只用 Node.js 自带功能，随本系统提供（\`scripts/verify-evidence.mjs\`）。
2. 程序显示公钥指纹。请与通过其他途径取得的指纹核对（例如审计部门留存的、网站 \`/api/signing-key\` 公布的）；也可用 \`--key 指纹\` 让程序核对。

## 规则

- 每行是一个事件的规范 JSON（RFC 8785）。哈希 = SHA-256（上一哈希 ‖ 该行文本），第一个事件接在空值之后。
- 检查点是 RFC 6962 的 Merkle 树头：叶为全站事件哈希，按位置先后；叶节点前缀 0x00，内部节点前缀 0x01。
- 检查点文本按 C2SP signed-note 以 Ed25519 签名。
- 个人信息在事件中只有加盐摘要，不在本包内。
- 比最后一个检查点更新的事件列在 \`proofs.json\` 的 \`uncovered\` 中，只由链证明。
`,
    en: `# Evidence of a record

${site.en} (${site.id}), made on ${madeOn}.

## What lies here

${lines((events) => `${events} events`)}
- \`checkpoints/\`: ${checkpoints} signed checkpoints; \`keys/\`: public keys; \`proofs.json\`: inclusion and consistency proofs
- \`manifest-sha256.txt\`: SHA-256 of each file
- \`certificate.pdf\`: the certificate of destruction, where there is one that the reader may see

## How to check it

1. Off line: \`node verify-evidence.mjs THIS-FOLDER\`. The program uses nothing but what Node.js brings; it comes with the product (\`scripts/verify-evidence.mjs\`).
2. It prints the fingerprints of the public keys. Compare them with ones that came to you another way (kept by the auditors, or published at \`/api/signing-key\`), or give one with \`--key FINGERPRINT\`.

## Rules

- Each line is one event as canonical JSON (RFC 8785). Its hash is SHA-256 over the hash before it and the bytes of the line; the first follows nothing.
- A checkpoint is a tree head of RFC 6962 over the hashes of all events of the site in the order of their positions; a leaf is prefixed with 0x00, a node with 0x01.
- Its text is signed with Ed25519 in the form of C2SP signed-note.
- Personal values stand in events as salted digests; the values are not here.
- Events newer than the last checkpoint are named in \`proofs.json\` under \`uncovered\`: the chain alone proves them.
`,
  }
}

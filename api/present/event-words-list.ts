import type { EventType } from '#domain/vocabulary.ts'
import { say, sayWith, text, type Words } from './event-saying.ts'

/** What happened to a disposal list. */
export const LIST_WORDS: Readonly<Record<Extract<EventType, `list.${string}`>, Words>> = {
  'list.compiled': (d) => say(`编制清单 ${text(d['number'])}`, `List ${text(d['number'])} compiled`),
  'list.sealed': (d) => say(`封存清单，${text(d['items'])} 件`, `List sealed with ${text(d['items'])} items`),
  'list.item-left': (d, words) =>
    sayWith(words.leave(d['reason']), (why) => say(`一件移出（${why}）`, `An item left (${why})`)),
  'list.opinion-given': (d, words) =>
    sayWith(words.appraiser(d['appraiserKind']), (kind) =>
      say(`鉴定意见：${kind}`, `Opinion given: ${kind}`),
    ),
  'list.terms-decided': (d) => {
    const answers: readonly { readonly answer?: unknown }[] = Array.isArray(d['answers']) ? d['answers'] : []
    const refused = answers.filter(({ answer }) => answer === 'refused').length
    const agreed = answers.length - refused
    return say(
      `第二人核准：同意 ${agreed} 件，退回 ${refused} 件`,
      `Second person: ${agreed} authorised, ${refused} returned`,
    )
  },
  'list.sample-drawn': (d) => {
    const rule: { readonly kind?: unknown; readonly n?: unknown; readonly start?: unknown } = Object(
      d['rule'],
    )
    const drawn = Array.isArray(d['recordIds']) ? d['recordIds'].length : 0
    const [code, all] = [text(d['classCode']), text(d['population'])]
    return rule.kind === 'every-nth'
      ? say(
          `${code} 抽样留存：自第 ${text(rule.start)} 件起每 ${text(rule.n)} 件取一件，${all} 件中取 ${drawn} 件`,
          `Sample of ${code} drawn: one of every ${text(rule.n)} from the ${text(rule.start)} on, ${drawn} of ${all}`,
        )
      : say(`${code} 选样留存：${all} 件中取 ${drawn} 件`, `Sample of ${code} chosen: ${drawn} of ${all}`)
  },
  'list.registered': (d) =>
    say(`形成销毁清册，${text(d['items'])} 件`, `Register concluded with ${text(d['items'])} items`),
  'list.filed-for-record': (d) => say(`备案 ${text(d['number'])}`, `Filed for record: ${text(d['number'])}`),
  'list.approved': say('主要负责人批准', 'Approved by the main head'),
  'list.cooling-began': (d) => say(`冷静期至 ${text(d['until'])}`, `Cooling-off until ${text(d['until'])}`),
  'list.stop-asked': (d) => say(`请求停止：${text(d['reason'])}`, `Stop asked for: ${text(d['reason'])}`),
  'list.aborted': (d) => say(`中止：${text(d['reason'])}`, `Aborted: ${text(d['reason'])}`),
  'list.checked': say('监销人核对清册', 'Register checked by a witness'),
  'list.execution-started': say('开始销毁', 'Destruction started'),
  'list.item-destroyed': say('一件已销毁', 'An item destroyed'),
  'list.signed': (d) =>
    say(`监销人签字，销毁日 ${text(d['on'])}`, `Signed by a witness, destroyed on ${text(d['on'])}`),
  'list.certified': say('出具销毁证明', 'Certificate made'),
}

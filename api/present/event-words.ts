import type { BilingualText } from '#domain/lifecycle.ts'
import type { EventType } from '#domain/vocabulary.ts'
import { GIVING_WORDS } from './giving-words.ts'
import type { CodeWords } from './code-words.ts'
import { PROOF_WORDS } from './proof-words.ts'
import { EXPORT_WORDS } from './export-words.ts'
import { dayOf, say, sayWith, text, type Data, type Words } from './event-saying.ts'
import { LIST_WORDS } from './event-words-list.ts'
import { HOLD_WORDS } from './hold-words.ts'
import { RULE_WORDS } from './rule-words.ts'
import { VITAL_WORDS } from './vital-words.ts'

/** One line that says what happened, for people who read a history. Names stand beside it, so none are in it. */
export function summaryOf(type: EventType, data: Data, names: CodeWords): BilingualText {
  const words = WORDS[type]
  return typeof words === 'function' ? words(data, names) : words
}

const ENDING_WORDS: Readonly<Record<string, BilingualText>> = {
  closed: { zh: '撤销', en: 'closed' },
  merged: { zh: '合并', en: 'merged' },
  split: { zh: '分立', en: 'split' },
}

const WORDS: Readonly<Record<EventType, Words>> = {
  ...EXPORT_WORDS,
  ...LIST_WORDS,
  ...HOLD_WORDS,
  ...RULE_WORDS,
  ...VITAL_WORDS,
  'record.batched': say('列入移交批次', 'Put on a transfer batch'),
  'record.left-batch': (d, words) =>
    sayWith(words.leave(d['reason']), (why) => say(`移出批次（${why}）`, `Left the batch (${why})`)),
  'record.transferred': (d) =>
    say(
      `已移交进馆，本馆副本保存至 ${text(d['copyKeptUntil'])}`,
      `Transferred; our copy is kept until ${text(d['copyKeptUntil'])}`,
    ),
  'record.released': say('移交满五年，本馆副本已清除', 'Our copy released after the transfer'),
  'release.begun': say('开始清除本馆副本', 'Release of our copy begun'),
  'record.imported': (d) =>
    say(`由存量导入（第 ${text(d['row'])} 行）`, `Imported from a backlog (row ${text(d['row'])})`),
  'record.import-withdrawn': say('随导入撤回', 'Withdrawn with its import'),
  'import.brought': (d) => say(`收到导入表：${text(d['name'])}`, `Table brought in: ${text(d['name'])}`),
  'import.checked': (d) =>
    say(
      `检查完成：${text(d['rows'])} 行，${text(d['goodRows'])} 行可导入`,
      `Checked: ${text(d['rows'])} rows, ${text(d['goodRows'])} can be imported`,
    ),
  'import.unreadable': say('导入表无法读取', 'The table cannot be read'),
  'import.discarded': (d) => say(`放弃导入：${text(d['reason'])}`, `Discarded: ${text(d['reason'])}`),
  'import.approved': (d) =>
    say(`批准导入 ${text(d['goodRows'])} 行`, `Import of ${text(d['goodRows'])} rows approved`),
  'import.paused': say('暂停导入', 'Import paused'),
  'import.resumed': say('继续导入', 'Import resumed'),
  'import.finished': say('导入完成', 'Import finished'),
  'import.withdrawal-ordered': (d) =>
    say(`撤回导入：${text(d['reason'])}`, `Withdrawal ordered: ${text(d['reason'])}`),
  'import.withdrawn': say('导入已撤回', 'Import withdrawn'),
  'batch.compiled': (d) => say(`编制移交批次 ${text(d['number'])}`, `Batch ${text(d['number'])} compiled`),
  'batch.sealed': (d) =>
    say(`封存批次，${text(d['items'])} 件`, `Batch sealed with ${text(d['items'])} records`),
  'batch.item-left': (d, words) =>
    sayWith(words.leave(d['reason']), (why) => say(`一件移出（${why}）`, `A record left (${why})`)),
  'batch.packaged': (d) => say(`移交包制成，${text(d['items'])} 件`, `Packaged: ${text(d['items'])} records`),
  'batch.checked': say('四性检测完成', 'Four-nature check done'),
  'batch.sent': say('移交包送出', 'Package sent'),
  'batch.delivered': (d) => say(`移交包存放于 ${text(d['to'])}`, `Package put at ${text(d['to'])}`),
  'batch.receipt-entered': (d) =>
    say(`登记回执 ${text(d['number'])}`, `Receipt ${text(d['number'])} entered`),
  'batch.received': (d) =>
    d['verdict'] === 'accepted'
      ? say(`档案馆接收，回执 ${text(d['number'])}`, `Accepted by the archive: ${text(d['number'])}`)
      : say(`档案馆退回：${text(d['reason'])}`, `Returned by the archive: ${text(d['reason'])}`),
  'batch.aborted': (d) => say(`中止：${text(d['reason'])}`, `Aborted: ${text(d['reason'])}`),
  'site.clock-moved': (d) => say(`时钟移至 ${text(d['to'])}`, `Clock moved to ${text(d['to'])}`),
  'unit.created': (d) => say(`设立机构：${text(d['nameZh'])}`, `Unit created: ${text(d['nameEn'])}`),
  'unit.renamed': (d) =>
    say(
      `机构更名：${text(d['nameZh'])}，自 ${text(d['fromOn'])}`,
      `Unit renamed: ${text(d['nameEn'])} from ${text(d['fromOn'])}`,
    ),
  'unit.moved': (d) => say(`机构调整隶属，${text(d['on'])}`, `Unit moved on ${text(d['on'])}`),
  'unit.live-set': (d) =>
    say(`机构上线日定为 ${text(d['on'])}`, `Unit works in the system from ${text(d['on'])}`),
  'unit.ended': (d) =>
    sayWith(ENDING_WORDS[text(d['by'])] ?? { zh: '撤销', en: 'closed' }, (how) =>
      say(`机构${how}，止于 ${text(d['toOn'])}`, `Unit ${how}, last day ${text(d['toOn'])}`),
    ),
  'fonds.succession-opened': say(
    '全宗承继待定，停止销毁和移交',
    'Succession of the fonds open; its destruction and transfer stop',
  ),
  'fonds.succession-settled': say('全宗承继确定', 'Succession of the fonds settled'),
  'calendar.set': (d) =>
    say(
      `登记 ${text(d['year'])} 年工作日历：${text(d['source'])}`,
      `Working days of ${text(d['year'])} entered: ${text(d['source'])}`,
    ),
  'formats.set': (d) => say(`设定归档格式：${text(d['basis'])}`, `Archive formats set: ${text(d['basis'])}`),
  'scheme.drafted': (d) =>
    say(
      `起草分类方案 ${text(d['line'])} ${text(d['version'])}`,
      `Scheme ${text(d['line'])} ${text(d['version'])} drafted`,
    ),
  'scheme.activated': say('分类方案启用', 'Scheme in force'),
  'scheme.superseded': (d) =>
    say(`分类方案止于 ${text(d['endsOn'])}`, `Scheme ended with ${text(d['endsOn'])}`),
  'scheme.cadence-set': (d) =>
    say(`归档周期自 ${text(d['fromOn'])} 变更`, `Filing cadence changed from ${text(d['fromOn'])}`),
  'filing.stated': (d) =>
    say(
      `归档完成：${text(d['fromOn'])} 至 ${text(d['toOn'])}`,
      `Filed: ${text(d['fromOn'])} to ${text(d['toOn'])}`,
    ),
  'filing.reminded': (d) =>
    say(
      `提醒归档：${text(d['fromOn'])} 至 ${text(d['toOn'])}，${text(d['dueOn'])} 到期`,
      `Reminded to file: ${text(d['fromOn'])} to ${text(d['toOn'])}, by ${text(d['dueOn'])}`,
    ),
  'filing.alerted': (d) =>
    say(
      `逾期未归档：${text(d['fromOn'])} 至 ${text(d['toOn'])}`,
      `Not filed in time: ${text(d['fromOn'])} to ${text(d['toOn'])}`,
    ),
  'case.opened': (d) => say(`责任追究立案 ${text(d['number'])}`, `Case ${text(d['number'])} opened`),
  'case.ordered': (d) =>
    say(`责令限期改正，至 ${text(d['dueOn'])}`, `Ordered to correct by ${text(d['dueOn'])}`),
  'case.replied': say('对责令的答复', 'Reply to the order'),
  'case.closed': (d) =>
    say(`已改正结案，${text(d['correctedOn'])}`, `Closed: corrected on ${text(d['correctedOn'])}`),
  'fonds.created': (d) => say(`设立全宗 ${text(d['code'])}`, `Fonds ${text(d['code'])} created`),
  'person.added': (d) => say(`新增用户：${text(d['nameZh'])}`, `Person added: ${text(d['nameEn'])}`),
  'person.made-passive': say('用户停用，会话和密钥同时失效', 'Made passive; sessions and keys ended'),
  'person.password-set': say('重设初始密码', 'First password set'),
  'person.password-changed': say('本人修改密码', 'Password changed by its holder'),
  'person.locked': (d) =>
    say(`连续失败 ${text(d['failures'])} 次，账号锁定`, `Locked after ${text(d['failures'])} failures`),
  'person.unlocked': say('安全管理员解锁账号', 'Unlocked by an administrator'),
  'person.sessions-ended': (d) =>
    say(
      `强制结束 ${text(d['sessions'])} 个会话`,
      `Sessions ended by an administrator: ${text(d['sessions'])}`,
    ),
  'person.factor-added': (d) =>
    d['kind'] === 'totp'
      ? say('启用动态口令', 'Authenticator of six digits set up')
      : say('添加安全密钥', 'Security key added'),
  'person.factor-removed': (d) =>
    d['kind'] === 'totp'
      ? say('取消动态口令', 'Authenticator of six digits removed')
      : say('移除安全密钥', 'Security key removed'),
  'post.given': say('授予岗位', 'Post given'),
  'post.ended': (d) => say(`岗位止于 ${text(d['toOn'])}`, `Post ended with ${text(d['toOn'])}`),
  'access.requested': (d) => {
    const [code, purpose] = [text(d['code']), text(d['purpose'])]
    return typeof d['classCode'] === 'string'
      ? say(`申请查阅门类 ${code}：${purpose}`, `Asked to look at the class ${code}: ${purpose}`)
      : say(`申请查阅 ${code}：${purpose}`, `Asked to look at ${code}: ${purpose}`)
  },
  'access.granted': (d) => say(`准予查阅，至 ${text(d['toOn'])}`, `Look granted until ${text(d['toOn'])}`),
  'access.refused': (d) => say(`不予查阅：${text(d['reason'])}`, `Look refused: ${text(d['reason'])}`),
  'access.ended': say('提前结束查阅授权', 'Grant of a look ended'),
  ...PROOF_WORDS,
  'post.handed-over': say('岗位移交接任人', 'Post handed over to its successor'),
  'hand-over.proposed': say('提出岗位移交', 'Hand-over of a post proposed'),
  'hand-over.confirmed': say('上级同意岗位移交', 'Hand-over of a post agreed to'),
  'hand-over.accepted': say(
    '接任人签收，岗位与在办工作一并移交',
    'Post accepted: its rights and open work pass',
  ),
  'hand-over.withdrawn': (d) =>
    say(`撤回岗位移交：${text(d['reason'])}`, `Hand-over of a post taken back: ${text(d['reason'])}`),
  'hand-over.sheet-laid': say('岗位移交清单已出具', 'Hand-over sheet printed'),
  'class.granted': (d) => {
    const grants: readonly { readonly family?: unknown }[] = Array.isArray(d['grants']) ? d['grants'] : []
    const families = grants.map(({ family }) => text(family)).join(', ')
    return say(`授予门类：${families}`, `Classes granted: ${families}`)
  },
  'class.withdrawn': (d) =>
    say(`门类授权止于 ${text(d['toOn'])}`, `Grant of classes ended with ${text(d['toOn'])}`),
  'record.created': (d) => say(`收集：${text(d['title'])}`, `Created: ${text(d['title'])}`),
  'record.described': say('著录修改', 'Description changed'),
  'record.metadata-set': (d) => {
    const fields = Array.isArray(d['fields']) ? d['fields'].join(', ') : ''
    return say(`著录元数据：${fields}`, `Metadata set: ${fields}`)
  },
  'record.related': (d) =>
    say(
      `登记与其他档案的关系：${text(d['reason'])}`,
      `Relation to another record stated: ${text(d['reason'])}`,
    ),
  'record.relation-withdrawn': (d) =>
    say(
      `撤销与其他档案的关系：${text(d['reason'])}`,
      `Relation to another record withdrawn: ${text(d['reason'])}`,
    ),
  ...GIVING_WORDS,
  'record.regrade-proposed': (d) =>
    say(`提议降低密级：${text(d['reason'])}`, `Lower grade proposed: ${text(d['reason'])}`),
  'record.regrade-refused': (d) =>
    say(`密级不变：${text(d['reason'])}`, `Grade stays as it is: ${text(d['reason'])}`),
  'record.regraded': (d) => say(`调整密级：${text(d['reason'])}`, `Grade changed: ${text(d['reason'])}`),
  'record.renumbered': (d) =>
    say(
      `档号由 ${text(d['from'])} 改为 ${text(d['to'])}：${text(d['reason'])}`,
      `Code changed from ${text(d['from'])} to ${text(d['to'])}: ${text(d['reason'])}`,
    ),
  'code.reserved': (d) =>
    say(
      `预留 ${text(d['block'])} 第 ${text(d['firstNumber'])}–${text(d['lastNumber'])} 号：${text(d['purpose'])}`,
      `Numbers ${text(d['firstNumber'])}–${text(d['lastNumber'])} of ${text(d['block'])} reserved: ${text(d['purpose'])}`,
    ),
  'code.released': (d) =>
    say(`释放预留档号：${text(d['reason'])}`, `Reserved numbers released: ${text(d['reason'])}`),
  'code.explained': (d) =>
    say(
      `说明 ${text(d['block'])} 第 ${text(d['number'])} 号空缺：${text(d['reason'])}`,
      `Gap at number ${text(d['number'])} of ${text(d['block'])} explained: ${text(d['reason'])}`,
    ),
  'code.stub-entered': say('登记涉密档案存根', 'Stub of a classified file entered'),
  'code.stub-ended': (d) =>
    say(
      `注销涉密档案存根（${text(d['reference'])}）`,
      `Stub of a classified file ended (${text(d['reference'])})`,
    ),
  'record.quarantined': say('发现国家秘密标志，内容已隔离', 'Mark of a state secret found, content closed'),
  'record.quarantine-lifted': (d) =>
    say(
      `认定不属于国家秘密，解除隔离：${text(d['reason'])}`,
      `Found to be no state secret: ${text(d['reason'])}`,
    ),
  'record.declared-secret': (d) =>
    say(
      `认定为国家秘密（${text(d['reference'])}），清除内容`,
      `Declared a state secret (${text(d['reference'])}), content to be removed`,
    ),
  'record.secret-removed': (d) =>
    say(
      `涉密内容已清除，共 ${text(d['copies'])} 份`,
      `Classified content removed, ${text(d['copies'])} copies`,
    ),
  'record.reopened': (d) => say(`重新打开：${text(d['reason'])}`, `Opened again: ${text(d['reason'])}`),
  'record.closed': (d) =>
    d['items'] === undefined
      ? say(`再次封卷：${text(d['reason'])}`, `Closed again: ${text(d['reason'])}`)
      : say(
          `再次封卷，清点 ${text(d['items'])} 件：${text(d['reason'])}`,
          `Closed again with ${text(d['items'])} items counted: ${text(d['reason'])}`,
        ),
  'record.item-added': (d) => say(`补入第 ${text(d['position'])} 件`, `Item ${text(d['position'])} added`),
  'record.item-withdrawn': (d) =>
    say(`抽出一件，留号备注：${text(d['note'])}`, `An item withdrawn, its number stays: ${text(d['note'])}`),
  'place.moved': (d, words) => {
    const [from, to] = [words.step(d['from']), words.step(d['to'])]
    return say(`由“${from.zh}”转至“${to.zh}”`, `Moved from ${from.en} to ${to.en}`)
  },
  'place.skipped': (d, words) => {
    const { zh: step, en } = words.step(d['step'])
    return d['guard'] === 'nothing-proposed'
      ? say(`跳过“${step}”：无人提议延期`, `Passed over ${en}: nobody proposed a longer term`)
      : say(
          `跳过“${step}”：鉴定决定归档时不扫描`,
          `Passed over ${en}: the appraisal ordered no scan at filing`,
        )
  },
  'record.contents-listed': (d) =>
    say(`编制卷内目录，共 ${text(d['pages'])} 页`, `Contents listed, ${text(d['pages'])} pages`),
  'scan.submitted': (d) =>
    say(`提交扫描，${text(d['pages'])} 页`, `Scan handed over, ${text(d['pages'])} pages`),
  'scan.examined': (d, words) =>
    sayWith(words.outcome(d['outcome']), (what) => say(`图像检测：${what}`, `Images checked: ${what}`)),
  'scan.judged': (d, words) =>
    sayWith(words.outcome(d['verdict']), (what) => say(`质检：${what}`, `Quality judged: ${what}`)),
  'record.bound': (d) =>
    say(`装订，实物 ${text(d['counted'])} 页`, `Bound, ${text(d['counted'])} pages of paper`),
  'record.shelved': (d) => say(`上架 ${text(d['barcode'])}`, `Shelved at ${text(d['barcode'])}`),
  'record.unshelved': (d) =>
    say(`离开架位：${text(d['reason'])}`, `Taken from its place: ${text(d['reason'])}`),
  'record.filed': (d) => say(`归档，档号 ${text(d['archivalCode'])}`, `Filed as ${text(d['archivalCode'])}`),
  'record.appraised': say('价值鉴定完成', 'Appraised'),
  'record.custody-taken': (d) =>
    say(
      `档案室接收，清点 ${text(d['countedPages'])} 页`,
      `Custody taken, ${text(d['countedPages'])} ${d['countedPages'] === 1 ? 'page' : 'pages'} counted`,
    ),
  'trigger.entered': (d) =>
    say(`录入起算事件，日期 ${text(d['on'])}`, `Event entered, dated ${text(d['on'])}`),
  'trigger.confirmed': say('第二人确认起算事件', 'Event confirmed by a second person'),
  'trigger.refused': (d) =>
    say(`起算事件未获确认：${text(d['reason'])}`, `Event refused: ${text(d['reason'])}`),
  'record.listed': say('列入鉴定清单', 'Put on a disposal list'),
  'record.left-list': (d, words) =>
    sayWith(words.leave(d['reason']), (why) =>
      d['decided'] === undefined
        ? say(`移出清单（${why}）`, `Left the list (${why})`)
        : say(
            `移出清单（${why}），一人提议，第二人核准`,
            `Left the list (${why}), as one person proposed and a second one authorised`,
          ),
    ),
  'record.destroyed': say('已销毁，登记永久清册', 'Destroyed; entered in the permanent register'),
  'retention.computed': (d) =>
    say(
      `计算到期日：${text(d['dueOn'])}`,
      d['dueOn'] === null
        ? 'Retention computed; no due date'
        : `Retention computed; due on ${text(d['dueOn'])}`,
    ),
  'retention.set-by-hand': (d) =>
    say(
      `人工确定保管至 ${text(d['endsOn'])}：${text(d['reason'])}`,
      `End set by hand to ${text(d['endsOn'])}: ${text(d['reason'])}`,
    ),
  'retention.hand-lifted': (d) =>
    say(
      `取消人工确定的截止日 ${text(d['endsOn'])}：${text(d['reason'])}`,
      `End set by hand lifted (${text(d['endsOn'])}): ${text(d['reason'])}`,
    ),
  'retention.started': (d) =>
    say(`起算日期确定：${text(d['on'])}`, `Start of the term found: ${text(d['on'])}`),
  'retention.fell-due': (d) => say(`保管期满，${text(d['dueOn'])} 到期`, `Fell due on ${text(d['dueOn'])}`),
  'retention.looked-at': (d) =>
    say(`例行查看，下次 ${text(d['wakeOn'])}`, `Looked at; next on ${text(d['wakeOn'])}`),
  'task.opened': (d) =>
    say(`开启任务，${text(d['dueOn'])} 前完成`, `Task opened, due on ${text(d['dueOn'])}`),
  'task.claimed': say('领取任务', 'Task claimed'),
  'task.released': say('退回任务组', 'Task released'),
  'task.delegated': say('委托任务', 'Task delegated'),
  'task.handed-back': say('交回委托的任务', 'Delegated task handed back'),
  'task.reassigned': say('负责人改派任务', 'Task reassigned by the head'),
  'comment.added': say('留言', 'Comment added'),
  'deputy.named': (d) => say(`指定代理，至 ${text(d['toOn'])}`, `Deputy named, until ${text(d['toOn'])}`),
  'deputy.ended': say('代理提前结束', 'Deputy ended early'),
  'schedule.adopted': say('期限表纳入台账', 'Schedule entered in the ledger'),
  'schedule.drafted': (d) =>
    say(`起草期限表 ${text(d['version'])}`, `Schedule version ${text(d['version'])} drafted`),
  'schedule.rows-changed': say('修改期限表条目', 'Rows of the schedule changed'),
  'schedule.row-confirmed': say('确认期限表条目', 'Row of the schedule confirmed'),
  'schedule.returned': say('期限表退回修改', 'Schedule returned to the draft'),
  'schedule.reviewed': say('期限表审核', 'Schedule reviewed'),
  'schedule.approved': say('期限表批准', 'Schedule approved'),
  'schedule.activated': say('期限表启用', 'Schedule activated'),
  'schedule.redating-ordered': say('下达期限重算', 'Re-dating ordered'),
  'schedule.redating-paused': say('期限重算暂停', 'Re-dating paused'),
  'schedule.redating-resumed': say('期限重算继续', 'Re-dating resumed'),
  'schedule.redating-finished': say('期限重算完成', 'Re-dating finished'),
  'record.repinned': say('改用新版期限表', 'Follows another schedule version'),
  'schedule.superseded': say('期限表停用，由新版本替代', 'Schedule superseded by a new version'),
  'task.completed': (d, words) =>
    sayWith(words.outcome(d['outcome']), (what) => say(`完成任务：${what}`, `Task completed: ${what}`)),
  'task.cancelled': say('任务取消', 'Task cancelled'),
  'task.reminded': say('到期提醒', 'Reminder sent'),
  'task.escalated': say('逾期上报', 'Escalated'),
  'job.started': (d, words) =>
    sayWith(words.job(d['kind']), (what) => say(`机器作业开始：${what}`, `Job started: ${what}`)),
  'job.failed': (d) => say(`机器作业停下：${text(d['errorCode'])}`, `Job stopped: ${text(d['errorCode'])}`),
  'job.retried': say('重新作业', 'Job retried'),
  'job.completed': (d, words) =>
    // Work beside the definition has no outcomes to choose from.
    d['outcome'] === 'done'
      ? say('机器作业完成', 'Job done')
      : sayWith(words.outcome(d['outcome']), (what) => say(`机器作业结果：${what}`, `Job result: ${what}`)),
  'object.added': say('加入文件', 'File added'),
  'object.withdrawn': (d) => say(`撤回文件：${text(d['reason'])}`, `File withdrawn: ${text(d['reason'])}`),
  'object.inspected': (d) =>
    say(`格式检测：${text(d['formatName'])}`, `Format found: ${text(d['formatName'])}`),
  'object.preserved': (d) =>
    say(`固化，锁定至 ${dayOf(d['lockedUntil'])}`, `Preserved, locked until ${dayOf(d['lockedUntil'])}`),
  'copy.destroyed': say('一份拷贝已销毁并核实', 'A copy destroyed and read back'),
  'destruction.begun': say('销毁开始，不可中止', 'Destruction begun; it cannot be stopped'),
}

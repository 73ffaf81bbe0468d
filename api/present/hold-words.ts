import { say, text, type Data, type Words } from './event-saying.ts'

/** What happened to holds: of one record, and of those that stand over a class or a file. */
export const HOLD_WORDS = {
  'hold.placed': (d: Data) =>
    d['standing'] === undefined
      ? say(`冻结，复核日 ${text(d['reviewOn'])}`, `Hold placed, review on ${text(d['reviewOn'])}`)
      : say(
          `随所属类别或案卷冻结，复核日 ${text(d['reviewOn'])}`,
          `Held with its class or file, review on ${text(d['reviewOn'])}`,
        ),
  'hold.lift-proposed': say('提议解除暂停', 'Lift of the hold proposed'),
  'hold.lift-refused': say('不同意解除暂停', 'Lift of the hold refused'),
  'hold.lifted': say('第二人同意，解除暂停', 'Hold lifted by a second person'),
  'hold.refused': say('销毁已开始，暂停未成立', 'Hold refused: destruction had begun'),
  'standing-hold.placed': (d: Data) =>
    d['scopeKind'] === 'file'
      ? say('整卷冻结', 'Hold placed on a file')
      : say(`按类别冻结 ${text(d['classCode'])}`, `Hold placed on class ${text(d['classCode'])}`),
  'standing-hold.covered': (d: Data) =>
    say(`现有成员已全部冻结（${text(d['records'])} 件）`, `All members held (${text(d['records'])} records)`),
  'standing-hold.lift-proposed': (d: Data) =>
    d['extent'] === 'departed'
      ? say('提议解除对已移出档案的冻结', 'Lift proposed for records that have left')
      : say('提议解除整体冻结', 'Lift of the whole hold proposed'),
  'standing-hold.lift-refused': say('不同意解除', 'Lift refused'),
  'standing-hold.lifted': (d: Data) =>
    d['extent'] === 'departed'
      ? say('第二人同意，解除对已移出档案的冻结', 'Lifted from records that have left, by a second person')
      : say('第二人同意，解除整体冻结', 'Whole hold lifted by a second person'),
  'standing-hold.released': (d: Data) =>
    say(`已逐件解除（${text(d['records'])} 件）`, `Taken off its records (${text(d['records'])})`),
} as const satisfies Readonly<Record<string, Words>>

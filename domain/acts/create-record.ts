import { seesSideVolumes, isCleared, isGranted, mayAct } from '#domain/access.ts'
import type { PlainDate } from '#domain/dates.ts'
import type { NewEvent } from '#domain/events.ts'
import { stepAt, type Definition } from '#domain/lifecycle.ts'
import { notLiveRefusal } from '#domain/organisation.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { RecordState } from '#domain/state.ts'
import { bearsSecrecyMark } from '#domain/state/secrets.ts'
import type { Carrier, Grade, Volume } from '#domain/vocabulary.ts'
import { volumeRuleOf } from '#domain/volume-rules.ts'
import { decided, type ActFacts, type Decision, type Upload } from './act.ts'
import { entryEvents, moveEvents, subjectOf } from './place.ts'
import { missingOf } from './record-effects.ts'

export interface NewRecord {
  readonly definition: string
  readonly title: string
  readonly classCode: string
  readonly formedOn: PlainDate
  readonly formingUnitId: string
  readonly carrier: Carrier
  readonly grade: Grade
  readonly sourceSystem: string | null
  readonly sourceReference: string | null
  /** Name and number of the person that the record is about; kept apart from the ledger. */
  readonly subjectName: string | null
  readonly uploadIds: readonly string[]
  /** Where files of the class are parted: which volume of its case it is. */
  readonly volume?: Volume | undefined
  /** Of a side volume: the main volume of its case. */
  readonly mainRecordId?: string | undefined
}

/**
 * A business clerk or a business system creates a record and hands in its files. A business system that gives everything
 * completes the step itself; a clerk, or a system that leaves something out, leaves a task that says what is missing.
 */
export function createRecord(facts: ActFacts, input: NewRecord): Decision {
  if (!mayAct(facts.actor, 'record.create')) return refuse('access.denied', { act: 'record.create' })
  const fonds = facts.unit?.fonds
  if (facts.unit?.id !== input.formingUnitId || fonds === null || fonds === undefined)
    return refuse('record.unit-unknown')
  if (facts.unit.toOn !== undefined && facts.unit.toOn !== null)
    return refuse('record.unit-ended', { toOn: facts.unit.toOn })
  if (!facts.actor.units.includes(input.formingUnitId) || !isCleared(facts.actor, input.grade))
    return refuse('record.unit-unknown')
  const notLive = notLiveRefusal(facts.unit, facts.today)
  if (notLive !== undefined) return notLive
  if (input.formedOn > facts.today) return refuse('record.formed-in-future', { today: facts.today })
  const recordClass = facts.reference.recordClass(input.classCode)
  if (recordClass?.isActive !== true) return refuse('record.class-unknown', { classCode: input.classCode })
  if (!isGranted(facts.actor, recordClass.family))
    return refuse('class.not-granted', { family: recordClass.family })
  const definition = facts.reference.newestDefinition(input.definition)
  if (definition === undefined || definition.document.subject !== 'record')
    return refuse('request.invalid', { definition: input.definition })
  const { carrier } = definition.document
  if (carrier !== undefined && carrier !== input.carrier)
    return refuse('request.invalid', { definition: input.definition, carrier })
  if (input.carrier === 'paper' && isLifeOfFiles(definition.document))
    return refuse('request.invalid', { definition: input.definition, carrier: input.carrier })
  if (carrier === 'paper' && input.uploadIds.length > 0)
    return refuse('request.invalid', { uploadIds: 'a paper file is scanned after its hand-over' })
  const parted = partingRefusal(facts, input, definition.document)
  if (parted !== undefined) return parted
  const uploads = input.uploadIds.map((id) =>
    facts.uploads.find((upload) => upload.id === id && upload.takenBy === null),
  )
  if (uploads.some((upload) => upload === undefined)) return refuse('upload.unknown')
  const files = uploads.filter((upload): upload is Upload => upload !== undefined)
  if ([input.title, ...files.map(({ name }) => name)].some(bearsSecrecyMark))
    return refuse('record.state-secret')
  const id = facts.newId()
  const events = birthEvents(facts, { id, input, files, definitionId: definition.id, fondsId: fonds.id })
  const place = {
    stream: { kind: 'record' as const, id },
    definition: definition.document,
    fonds,
    formingUnitId: input.formingUnitId,
    wakeOn: null,
  }
  const missing = missingOf({ ...input }, files.length)
  const first = stepAt(definition.document, definition.document.first)
  if (first === undefined) throw new Error(`definition ${input.definition} has no first step`)
  const isHandedIn = facts.actor.kind === 'service' && missing.length === 0
  const onward = isHandedIn
    ? handedIn(facts, place, first)
    : entryEvents(facts, place, { step: first, round: 0 })
  return decided(
    [...events, ...onward],
    { recordId: id, place: isHandedIn ? (first.outcomes[0]?.to ?? first.id) : first.id, missing },
    {
      uploads: files.map((file) => ({ id: file.id, takenBy: id })),
    },
  )
}

/** A case is parted into a main and a side volume only where its family's rule says so, and a side volume names its main one. */
function partingRefusal(facts: ActFacts, input: NewRecord, { level }: Definition): Refusal | undefined {
  const { volume, mainRecordId, classCode, formingUnitId } = input
  if (volume === undefined)
    return mainRecordId === undefined ? undefined : refuse('request.invalid', { mainRecordId })
  const family = facts.reference.recordClass(classCode)?.family ?? ''
  const isParted = volumeRuleOf(facts.reference.volumeRules(), family)?.volumes.includes(volume) === true
  if (!isParted || level !== 'file') return refuse('record.not-parted', { classCode, volume })
  if (volume === 'main')
    return mainRecordId === undefined ? undefined : refuse('request.invalid', { mainRecordId })
  if (!seesSideVolumes(facts.actor)) return refuse('access.denied', { act: 'record.create', volume })
  const main = mainRecordId === undefined ? undefined : subjectOf(facts, mainRecordId)
  const isMain =
    main?.kind === 'record' &&
    main.row.volume === 'main' &&
    main.row.formingUnitId === formingUnitId &&
    main.row.endedOn === null
  return isMain ? undefined : refuse('record.main-unknown')
}

/** Why this actor may not add a side volume to a case; undefined where nothing stands in the way. */
export function sideVolumeRefusal({ actor }: Pick<ActFacts, 'actor'>, row: RecordState): Refusal | undefined {
  const isTheirs = mayAct(actor, 'record.create') && actor.units.includes(row.formingUnitId)
  if (!isTheirs || !seesSideVolumes(actor)) return refuse('access.denied', { act: 'record.create' })
  if (row.volume !== 'main') return refuse('record.not-parted', { classCode: row.classCode, volume: 'side' })
  return row.endedOn === null ? undefined : refuse('record.ended')
}

/** A life in which machines inspect what was handed in has nothing to inspect of paper alone. */
function isLifeOfFiles({ steps }: Definition): boolean {
  return steps.some((step) => step.kind === 'service' && step.job === 'inspect')
}

interface Birth {
  readonly id: string
  readonly input: NewRecord
  readonly files: readonly Upload[]
  readonly definitionId: string
  readonly fondsId: string
}

function birthEvents(
  facts: ActFacts,
  { id, input, files, definitionId, fondsId }: Birth,
): readonly NewEvent[] {
  const definition = facts.reference.definition(definitionId)
  const created: NewEvent = {
    stream: { kind: 'record', id },
    type: 'record.created',
    data: {
      level: definition?.level ?? 'item',
      carrier: input.carrier,
      title: input.title,
      classCode: input.classCode,
      definitionId,
      fondsId,
      formingUnitId: input.formingUnitId,
      grade: input.grade,
      formedOn: input.formedOn,
      sourceSystem: input.sourceSystem,
      sourceReference: input.sourceReference,
      subjectDigest: null,
      placeStep: definition?.first ?? 'create',
      ...(input.volume === undefined ? {} : { volume: input.volume }),
      ...(input.mainRecordId === undefined ? {} : { mainRecordId: input.mainRecordId }),
    },
    ...(input.subjectName === null ? {} : { personal: { subjectDigest: input.subjectName } }),
  }
  return [
    created,
    ...files.map((file, index) => addedEvent(facts, { recordId: id, file, position: index + 1 })),
  ]
}

interface Addition {
  readonly recordId: string
  readonly file: Upload
  readonly position: number
}

/** A received file becomes a digital object of the record, in the intake bucket until it is preserved. */
export function addedEvent(facts: ActFacts, { recordId, file, position }: Addition): NewEvent {
  return {
    stream: { kind: 'record', id: recordId },
    type: 'object.added',
    data: {
      id: facts.newId(),
      role: 'content',
      position,
      mediaType: file.mediaType,
      sizeBytes: file.sizeBytes,
      sha256: file.sha256,
      derivedFrom: null,
      nameDigest: null,
      copy: { id: facts.newId(), bucket: 'intake', key: file.key, versionId: null },
    },
    personal: { nameDigest: file.name },
  }
}

type EntryPlace = Parameters<typeof entryEvents>[1]

/** The step `create` done by the business system itself, in the same commit. */
function handedIn(
  facts: ActFacts,
  place: EntryPlace,
  first: Parameters<typeof entryEvents>[2]['step'],
): readonly NewEvent[] {
  const outcome = first.outcomes[0]
  const target = outcome === undefined ? undefined : stepAt(place.definition, outcome.to)
  if (outcome === undefined || target === undefined) throw new Error(`step ${first.id} leads nowhere`)
  const left = { from: first.id, round: 0, outcome: outcome.name }
  return moveEvents(facts, place, { kind: 'move', to: { step: target.id, round: 0 }, step: target, left })
}

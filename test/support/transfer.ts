import { SHIPPED_FORMATS } from '#domain/archive-formats.ts'
import {
  BAG_DECLARATION,
  bagInfoText,
  MANIFEST,
  manifestText,
  oxumOf,
  PAYLOAD,
  TAG_MANIFEST,
  type BagFile,
} from '#domain/bag.ts'
import { plainDate } from '#domain/dates.ts'
import type { CheckFacts } from '#domain/four-nature.ts'
import {
  CATALOGUE_COLUMNS,
  contentPath,
  metadataPath,
  readmeText,
  REQUIRED_METADATA,
  type SentBatch,
} from '#domain/transfer-tree.ts'

export function aSentBatch(): SentBatch {
  return {
    number: 'T-2027-001',
    fondsCode: 'J021',
    sender: '示范市社会保险基金管理中心',
    title: '永久档案移交',
    receiver: '市档案馆',
    packagedOn: '2027-03-01',
    records: [
      {
        archivalCode: 'J021-ZY·SY·DY·2014·Y-0001',
        level: 'item',
        items: [],
        title: '失业保险政策文件',
        classCode: 'SI-5-07',
        creator: '失业保险科',
        metadata: [],
        formedOn: plainDate('2014-05-06'),
        periodYears: null,
        grade: 'internal',
        openingState: 'controlled',
        carrier: 'electronic',
        pages: 3,
        objects: [
          {
            id: 'o1',
            role: 'content',
            originalName: '文件.pdf',
            mediaType: 'application/pdf',
            formatName: 'PDF 1.7',
            sizeBytes: 70,
            sha256: 'a'.repeat(64),
            pages: 3,
          },
        ],
        history: [{ what: '归档', at: '2015-01-05T09:00:00+08:00', by: '沈知秋' }],
      },
    ],
  }
}

const SUM = 'b'.repeat(64)

/** Facts of a package at which nothing is wrong. */
export function soundFacts(): CheckFacts {
  const batch = aSentBatch()
  const records = batch.records.map((record) => ({
    ...record,
    metadataPath: `${PAYLOAD}${metadataPath(batch, record)}`,
    metadata: new Map(REQUIRED_METADATA.map((name) => [name, ['x']])),
    objects: record.objects.map((object, index) => ({
      path: `${PAYLOAD}${contentPath(batch, record, index)}`,
      sizeBytes: object.sizeBytes,
      sha256: object.sha256,
      mediaType: object.mediaType,
      findings: [],
    })),
    acts: ['record.created', 'record.filed', 'record.appraised', 'record.custody-taken'],
  }))
  const payload: readonly BagFile[] = [
    ...['说明文件.TXT', '目录文件.XML'].map((path) => ({
      path: `${PAYLOAD}${path}`,
      sha256: SUM,
      sizeBytes: 1,
    })),
    ...records.flatMap((record) => [
      { path: record.metadataPath, sha256: SUM, sizeBytes: 1 },
      ...record.objects.map(({ path, sha256, sizeBytes }) => ({ path, sha256, sizeBytes })),
    ]),
  ]
  const tags = new Map([
    ['bagit.txt', BAG_DECLARATION],
    ['bag-info.txt', bagInfoText([['Payload-Oxum', oxumOf(payload)]])],
    [MANIFEST, manifestText(payload)],
  ])
  const tagFiles = [...tags.keys()].map((path) => ({ path, sha256: SUM, sizeBytes: 1 }))
  return {
    today: plainDate('2027-03-01'),
    mediaTypes: SHIPPED_FORMATS.mediaTypes,
    bag: {
      files: [...payload, ...tagFiles, { path: TAG_MANIFEST, sha256: SUM, sizeBytes: 1 }],
      tags: new Map([...tags, [TAG_MANIFEST, manifestText(tagFiles)]]),
    },
    digestMade: SUM,
    digestRead: SUM,
    readme: readmeText(batch),
    catalogue: new Map(CATALOGUE_COLUMNS.map((name) => [name, ['x']])),
    records,
    form: { records: 1, contentFiles: 1, contentBytes: 70 },
  }
}

import type { Problem } from '#domain/problem-shape.ts'

/** Error codes of transfer batches, their packages and receipts. */
export const TRANSFER_PROBLEMS = {
  'batch.empty': { status: 422, title: 'The batch has no records', fix: 'Choose at least one record.' },
  'batch.mixed': {
    status: 422,
    title: 'The records are not of one fonds for one receiver',
    fix: 'Make a batch for each fonds and each receiving archive.',
  },
  'batch.not-due': {
    status: 422,
    title: 'The transfer of this record is not due',
    fix: 'Take it off; the date in the detail says when it falls due.',
  },
  'batch.not-foreseen': {
    status: 422,
    title: 'This record follows a procedure without a transfer',
    fix: 'Move it to a newer version of its procedure first.',
  },
  'batch.record-elsewhere': {
    status: 409,
    title: 'The record stands on another batch already',
    fix: 'Reload the due records.',
  },
  'batch.item-unknown': {
    status: 422,
    title: 'There is no such record in the batch',
    fix: 'Name records by the archival codes of the catalogue.',
  },
  'batch.not-sent': {
    status: 409,
    title: 'This batch does not wait for a receipt',
    fix: 'Wait until its package was sent; a batch has one receipt.',
  },
  'batch.other-batch': {
    status: 422,
    title: 'The receipt is for another batch',
    fix: 'Compare the number of the batch with the readme of the package.',
  },
  'batch.package-differs': {
    status: 422,
    title: 'The package that was received is not the one that was sent',
    fix: 'Compare the SHA-256 with that of the batch; fetch the package again.',
  },
  'batch.package-stale': {
    status: 409,
    title: 'A record has left the batch since the package was made',
    fix: 'Have it packaged again.',
  },
  'batch.check-failed': {
    status: 409,
    title: 'The package did not pass the four-nature check',
    fix: 'Repair what the failed checks name, then have it packaged again, or abort the batch.',
  },
  'transfer.no-destination': {
    status: 422,
    title: 'This site has no such place to put packages',
    fix: 'Choose another way, or have the operator configure the folder or the bucket.',
  },
  'package.not-whole': {
    status: 409,
    title: 'The package is not whole',
    fix: 'Have it packaged again; the incident names what is wrong.',
  },
} as const satisfies Readonly<Record<string, Problem>>

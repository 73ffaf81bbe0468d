import type { Problem } from '#domain/problem-shape.ts'

/** Error codes of the import of a backlog. */
export const IMPORT_PROBLEMS = {
  'import.mapping-invalid': {
    status: 422,
    title: 'The columns are not mapped so that they can be read',
    fix: 'Give title, date of formation and class a column each, and no column to two fields.',
  },
  'import.file-invalid': {
    status: 422,
    title: 'The table cannot be read',
    fix: 'Hand in a CSV in UTF-8 or GB18030, or an XLSX as a spreadsheet program saves it, within the limits.',
  },
  'import.files-alike': {
    status: 422,
    title: 'Several of the files have the same name',
    fix: 'Rows name files by their names: give each file a name of its own, and write it into the table.',
  },
  'import.out-of-order': {
    status: 409,
    title: 'The import is not in the state for this act',
    fix: 'Look at the import again: it is checked, approved, run and taken back in this order.',
  },
  'import.check-differs': {
    status: 409,
    title: 'What was checked is not what you approve',
    fix: 'Look at the result of the check again, and approve that.',
  },
  'import.second-person': {
    status: 409,
    title: 'Who brought a table in does not approve its import',
    fix: 'Ask another head of the archives office.',
  },
  'import.nothing-good': {
    status: 409,
    title: 'No row of the table can be imported',
    fix: 'Correct the rows that the error file names, and bring the table in again.',
  },
  'import.confirm-differs': {
    status: 422,
    title: 'The typed name is not that of the import',
    fix: 'Type the name of the import exactly as it is shown.',
  },
  'import.touched': {
    status: 409,
    title: 'Records of this import were worked on since',
    fix: 'An import is taken back only while nobody has touched its records; correct or dispose of these one by one.',
  },
} as const satisfies Readonly<Record<string, Problem>>

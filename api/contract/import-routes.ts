/** The part of the table of the wire that is about the import of a backlog. */
import { IdParams, PageQuery } from './common.ts'
import * as imports from './imports.ts'

export const IMPORT_ROUTES = {
  /** An upload of one's own, read as a table. */
  'GET /api/import-tables/:id': { params: IdParams, response: imports.ImportTableView },

  'GET /api/imports': { query: PageQuery, response: imports.ImportPageView },
  'POST /api/imports': { body: imports.BringImportInput, response: imports.BroughtImportView, status: 201 },
  'GET /api/imports/:id': { params: IdParams, response: imports.ImportDetailView },
  'GET /api/imports/:id/faults': { params: IdParams, query: PageQuery, response: imports.FaultyRowsView },
  'POST /api/imports/:id/approval': {
    params: IdParams,
    body: imports.ApproveImportInput,
    response: imports.ImportActView,
  },
  'POST /api/imports/:id/discard': {
    params: IdParams,
    body: imports.DiscardImportInput,
    response: imports.ImportActView,
  },
  'POST /api/imports/:id/state': {
    params: IdParams,
    body: imports.SteerImportInput,
    response: imports.ImportActView,
  },
  'POST /api/imports/:id/withdrawal': {
    params: IdParams,
    body: imports.WithdrawImportInput,
    response: imports.ImportActView,
  },
} as const

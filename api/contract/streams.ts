/**
 * Addresses that answer with bytes or a stream instead of JSON, for links and for the server's own registration. Apart from the
 * table of routes, so that the browser loads no validator with them.
 */
export const STREAMS = {
  oidc: '/api/oidc',
  oidcBack: '/api/oidc/back',
  content: '/api/objects/:id/content',
  page: '/api/objects/:id/pages/:page.png',
  form: '/api/records/:id/forms/:form.pdf',
  changes: '/api/stream',
  exports: '/api/exports',
  rights: '/api/audit/rights.csv',
  importFaults: '/api/imports/:id/faults.csv',
  evidence: '/api/records/:id/evidence.zip',
  handOverSheet: '/api/hand-overs/:id/sheet.pdf',
  errandFile: '/api/errands/:id/files/:name.pdf',
} as const

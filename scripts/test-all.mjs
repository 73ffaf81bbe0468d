// @ts-check
// `npm run test:all`: as `npm test`, and what is too long for a verdict of twenty minutes.
process.env['EVERFILE_TESTS'] = 'all'
await import('./test.mjs')

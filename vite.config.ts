import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Heavy and seldom changed: one cached chunk for the kit, one for what carries the screens; the calendar comes when one is shown. */
const KIT = /node_modules\/(antd|@ant-design|@rc-component|rc-[a-z-]+|@emotion|dayjs|stylis)\//
const CALENDAR = /node_modules\/(@rc-component\/picker|antd\/es\/(date-picker|time-picker|calendar))\//
const CARRIER = /node_modules\/(react|react-dom|scheduler|@tanstack|i18next|react-i18next)\//

/** Below a packet compressing saves nothing. */
const WORTH_BYTES = 1400

/** Compresses once at build time what is sent thousands of times. */
function compressed(): Plugin {
  let folder = ''
  return {
    name: 'compressed',
    apply: 'build',
    configResolved: ({ root, build }) => {
      folder = join(root, build.outDir, 'assets')
    },
    closeBundle: () => {
      for (const name of readdirSync(folder).filter((file) => /\.(js|css|svg|json)$/.test(file))) {
        const file = join(folder, name)
        const bytes = readFileSync(file)
        if (bytes.length < WORTH_BYTES) continue
        const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
        writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }))
        writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
      }
    },
  }
}

export default defineConfig({
  root: 'ui',
  plugins: [react(), compressed()],
  /** The server puts the nonce of each answer in its place. */
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../dist/ui',
    emptyOutDir: true,
    target: 'es2022',
    /** Inlined assets would need `data:` in the content policy. */
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1400,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'kit', test: (id) => KIT.test(id) && !CALENDAR.test(id) },
            { name: 'carrier', test: CARRIER },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': { target: process.env['API_URL'] ?? 'http://127.0.0.1:3000', ws: false } } },
})

import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Heavy and seldom changed: one cached chunk for the kit, one for what carries the screens. */
const KIT = /node_modules\/(antd|@ant-design|@rc-component|rc-[a-z-]+|@emotion|dayjs|stylis)\//
const CARRIER = /node_modules\/(react|react-dom|scheduler|@tanstack|i18next|react-i18next)\//

export default defineConfig({
  root: 'ui',
  plugins: [react()],
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
            { name: 'kit', test: KIT },
            { name: 'carrier', test: CARRIER },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': { target: process.env['API_URL'] ?? 'http://127.0.0.1:3000', ws: false } } },
})

import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { manifests } from './manifests.ts'
import { serviceWorker } from './service-worker.ts'

/** ED24, served at /ed24/ by the portal's server: `dist/app`. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/ed24/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [manifests(), serviceWorker()],
  build: {
    outDir: fileURLToPath(new URL('../dist/app', import.meta.url)),
    emptyOutDir: true,
    target: ['chrome105', 'safari16.4', 'firefox111'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 200,
  },
})

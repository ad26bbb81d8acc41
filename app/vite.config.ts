import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { manifests } from './manifests.ts'

/** ED24, served at /ed24/ by the portal's server: `dist/app`. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/ed24/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [
    manifests(),
    // Only the list of files to keep offline comes from here; the service worker, its registration (a Trusted Types
    // policy names its address) and the manifests, one in each language, are our own.
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'worker',
      filename: 'sw.ts',
      injectRegister: false,
      manifest: false,
      injectManifest: {
        globPatterns: ['**/*.{js,css,html,svg,webmanifest}'],
        globIgnores: ['**/.vite/**'],
        rollupFormat: 'iife',
      },
    }),
  ],
  build: {
    outDir: fileURLToPath(new URL('../dist/app', import.meta.url)),
    emptyOutDir: true,
    target: ['chrome105', 'safari16.4', 'firefox111'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 200,
  },
})

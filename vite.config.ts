import { defineConfig } from 'vite'

/** One build in two halves: what browsers load (`dist/client`) and what Node runs (`dist/server`). */
export default defineConfig(({ isSsrBuild }) => ({
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: '#jsx' } },
  build: isSsrBuild
    ? {
        outDir: 'dist/server',
        target: 'node26',
        sourcemap: true,
        minify: false,
        rolldownOptions: {
          input: {
            kabinet: 'src/cli/kabinet.ts',
            // Threads are started from a file.
            'hash-thread': 'src/account/passwords/hash-thread.ts',
          },
          output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
        },
      }
    : {
        outDir: 'dist/client',
        manifest: true,
        modulePreload: false,
        assetsInlineLimit: 0,
        rolldownOptions: { input: ['src/ui/browser/portal.ts', 'src/ui/styles/portal.css'] },
      },
}))

import type { Plugin } from 'vite'
import { type Language, languages } from '../src/domain/language.ts'

const said = {
  kk: {
    description: 'Жеке кабинеттің қосымшасы: растау кодтары мен хабарламалар осында келеді.',
    register: 'Нөмірді тіркеу',
    scan: 'Сұраулар',
  },
  ru: {
    description: 'Приложение Личного кабинета: сюда приходят коды подтверждения и уведомления.',
    register: 'Зарегистрировать номер',
    scan: 'Запросы',
  },
  en: {
    description: 'The personal account’s app: confirmation codes and notices arrive here.',
    register: 'Register a number',
    scan: 'Requests',
  },
} as const

/** The app's manifest in each language: one app (one id), whichever of them a phone has read. */
export function manifests(): Plugin {
  return {
    name: 'ed24-manifests',
    generateBundle() {
      for (const language of languages) {
        const source = JSON.stringify(manifest(language))
        this.emitFile({ type: 'asset', fileName: `manifest.${language}.webmanifest`, source })
      }
    },
  }
}

function manifest(language: Language) {
  const words = said[language]
  const icon = (name: string, sizes: string, purpose: string, type = 'image/png') => ({
    src: `/ed24/${name}`,
    sizes,
    purpose,
    type,
  })
  return {
    id: '/ed24/',
    start_url: '/ed24/',
    scope: '/ed24/',
    name: 'ED24',
    short_name: 'ED24',
    description: words.description,
    lang: language,
    dir: 'ltr',
    display: 'standalone',
    orientation: 'portrait',
    background_color: '#f3f7f9',
    theme_color: '#f3f7f9',
    categories: ['government', 'utilities'],
    icons: [
      icon('icon.svg', 'any', 'any', 'image/svg+xml'),
      icon('icon-192.png', '192x192', 'any'),
      icon('icon-512.png', '512x512', 'any'),
      icon('maskable-192.png', '192x192', 'maskable'),
      icon('maskable-512.png', '512x512', 'maskable'),
      icon('badge-96.png', '96x96', 'monochrome'),
    ],
    shortcuts: [
      { name: words.scan, url: '/ed24/', icons: [icon('icon-192.png', '192x192', 'any')] },
      { name: words.register, url: '/ed24/#register', icons: [icon('icon-192.png', '192x192', 'any')] },
    ],
  }
}

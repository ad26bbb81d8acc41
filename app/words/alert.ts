import { catalogue } from '../../src/domain/language.ts'

/** All that a locked screen ever shows. */
export const alertWords = catalogue(
  { title: 'Запрос в Личном кабинете' },
  { title: 'Жеке кабинетте сұрау бар' },
  { title: 'A request in your personal account' },
)

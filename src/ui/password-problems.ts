import type { Language } from '../domain/language.ts'
import type { PasswordProblem } from '../domain/password-policy.ts'

/** What is wrong with a new password and what to do, wherever one is chosen: spread into a slice's catalogue. */
export const passwordProblems: Readonly<
  Record<Language, Readonly<Record<PasswordProblem | 'repeat-differs', string>>>
> = {
  ru: {
    'password-empty': 'Введите пароль',
    'password-broken-character': 'В пароле есть повреждённый символ. Введите его заново',
    'password-too-long': 'Пароль длиннее 1024 байт. Сократите его',
    'password-too-short': 'Пароль короче 12 символов. Добавьте ещё: проще всего несколько слов подряд',
    'password-no-lower': 'Добавьте латинскую строчную букву или удлините пароль до 15 символов',
    'password-no-upper': 'Добавьте латинскую заглавную букву или удлините пароль до 15 символов',
    'password-no-digit': 'Добавьте цифру или удлините пароль до 15 символов',
    'password-no-special': 'Добавьте спецсимвол (!,@,#,$,%,&,*,?) или удлините пароль до 15 символов',
    'password-common': 'Этот пароль есть в списках самых частых или украденных. Придумайте другой',
    'password-personal':
      'В пароле есть Ваши данные (ИИН, номер, дата рождения) или название сервиса. Придумайте другой',
    'repeat-differs': 'Пароли не совпали. Введите новый пароль ещё раз в оба поля',
  },
  kk: {
    'password-empty': 'Құпиясөзді енгізіңіз',
    'password-broken-character': 'Құпиясөзде бүлінген таңба бар. Оны қайта енгізіңіз',
    'password-too-long': 'Құпиясөз 1024 байттан ұзын. Оны қысқартыңыз',
    'password-too-short': 'Құпиясөз 12 таңбадан қысқа. Ұзартыңыз: ең оңайы — бірнеше сөзді қатар жазу',
    'password-no-lower': 'Латынның кіші әрпін қосыңыз немесе құпиясөзді 15 таңбаға дейін ұзартыңыз',
    'password-no-upper': 'Латынның бас әрпін қосыңыз немесе құпиясөзді 15 таңбаға дейін ұзартыңыз',
    'password-no-digit': 'Цифр қосыңыз немесе құпиясөзді 15 таңбаға дейін ұзартыңыз',
    'password-no-special':
      'Арнайы таңба (!,@,#,$,%,&,*,?) қосыңыз немесе құпиясөзді 15 таңбаға дейін ұзартыңыз',
    'password-common':
      'Бұл құпиясөз ең жиі қолданылатын не ұрланған құпиясөздер тізімінде бар. Басқасын ойлап табыңыз',
    'password-personal':
      'Құпиясөзде Сіздің деректеріңіз (ЖСН, нөмір, туған күн) немесе сервис атауы бар. Басқасын ойлап табыңыз',
    'repeat-differs': 'Құпиясөздер сәйкес келмеді. Жаңа құпиясөзді екі өріске де қайта енгізіңіз',
  },
  en: {
    'password-empty': 'Enter a password',
    'password-broken-character': 'The password has a broken character. Type it again',
    'password-too-long': 'The password is longer than 1024 bytes. Make it shorter',
    'password-too-short':
      'The password is shorter than 12 characters. Add more: several words in a row are easiest',
    'password-no-lower': 'Add a lower-case Latin letter, or make it 15 characters or longer',
    'password-no-upper': 'Add a capital Latin letter, or make it 15 characters or longer',
    'password-no-digit': 'Add a digit, or make it 15 characters or longer',
    'password-no-special': 'Add a special character (!,@,#,$,%,&,*,?), or make it 15 characters or longer',
    'password-common': 'This password is on lists of the most common or stolen ones. Think of another',
    'password-personal':
      'The password holds your data (IIN, number, birth date) or the name of the service. Think of another',
    'repeat-differs': 'The passwords differ. Enter the new password again in both fields',
  },
}

import { readdirSync, readFileSync } from 'node:fs'
import { HtmlValidate } from 'html-validate'
import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { Checkbox } from './checkbox.tsx'
import { ErrorSummary } from './error-summary.tsx'
import { Feed } from './feed.tsx'
import { Field } from './field.tsx'
import { Form } from './form.tsx'
import { Layout, type LayoutProps } from './layout.tsx'
import { PasswordField } from './password-field.tsx'

const frame: LayoutProps = {
  language: 'kk',
  title: 'Кіру',
  assets: { css: '/a.css', script: '/a.js', icon: '/a.svg' },
  nonce: 'n',
  demo: true,
  homeHref: '/',
  helpHref: '/help',
  languageForm: { action: '/language', csrf: 't', returnTo: '/' },
  footer: [{ label: 'Келісім', href: '/agreement' }],
}
const hrefs = { feed: '/feed', children: '/children', profile: '/profile', security: '/security' }
const signedIn: Partial<LayoutProps> = {
  signedIn: { csrf: 't', signOutAction: '/out', active: 'feed', unread: 2, hrefs },
  idle: { seconds: 1800, extendAction: '/extend', endedHref: '/', signOutAction: '/out', csrf: 't' },
}

function render(props: Partial<LayoutProps>, body: LayoutProps['children']) {
  const html = String(
    <Layout {...frame} {...props}>
      {body}
    </Layout>,
  )
  return { html, document: parseHTML(html).document }
}

const form = (
  <Form id="main-form" action="/in" csrf="t">
    <Field id="iin" name="iin" label="ЖСН енгізіңіз" hint="12 цифр" error="Қысқа" width="iin" />
    <PasswordField id="new" name="new" label="Жаңа құпиясөз" autoComplete="new-password" rules />
    <Checkbox id="agree" name="agree">
      Келісемін
    </Checkbox>
    <button type="submit">Жалғастыру</button>
  </Form>
)

test('Enter in a field never switches the language: the first submit button of the form is a nameless one', () => {
  const { document } = render({ languageForm: { ...frame.languageForm, formId: 'main-form' } }, form)
  const buttons = [...document.querySelectorAll('button')].filter(
    (button) => button.getAttribute('form') === 'main-form' || button.closest('#main-form'),
  )
  expect(buttons[0]?.getAttribute('name')).toBeNull()
  expect(buttons.slice(1, 4).map((button) => button.getAttribute('value'))).toEqual(['kk', 'ru', 'en'])
})

test('a page without a form switches the language by a form of its own', () => {
  const { document } = render({}, <h1>Кіру</h1>)
  const own = document.querySelector('form#language-form')
  expect(own?.getAttribute('action')).toBe('/language')
  expect(own?.querySelectorAll('button[name=language]')).toHaveLength(3)
})

test('components speak the language of the page, and a problem is said first in its title', () => {
  const problems = [{ message: 'Қысқа', fieldId: 'iin' }]
  const { document } = render({ hasProblem: true }, <ErrorSummary problems={problems} />)
  expect(document.title).toBe('Қате: Кіру — Жеке кабинет')
  expect(document.querySelector('[role=alert] h2')?.textContent).toBe('Енгізілген деректерді тексеріңіз')
  expect(document.querySelector('[role=alert] a')?.getAttribute('href')).toBe('#iin')
})

test('a password can be pasted, kept by a manager and is not spelled', () => {
  const field = render({}, form).document.querySelector('#new')
  expect(field?.getAttribute('autocomplete')).toBe('new-password')
  expect(field?.getAttribute('spellcheck')).toBe('false')
  expect(field?.hasAttribute('maxlength')).toBe(false)
  // No script may hear of it either: what is pasted is nobody's business.
  const scripts = new URL('browser/', import.meta.url)
  for (const name of readdirSync(scripts))
    expect(readFileSync(new URL(name, scripts), 'utf8'), name).not.toMatch(/paste|clipboard/i)
})

test('a field is described by its hint and its error', () => {
  const { document } = render({}, form)
  expect(document.querySelector('#iin')?.getAttribute('aria-describedby')).toBe('iin-hint iin-error')
})

test('«Шығу» is on every page of who is signed in, as a POST', () => {
  const { document } = render(signedIn, <h1>Таспа</h1>)
  const out = document.querySelector('header form[action="/out"]')
  expect(out?.getAttribute('method')).toBe('post')
  expect(out?.textContent).toContain('Шығу')
})

test('pages are valid HTML, hold no inline style or script, and escape what they are given', async () => {
  const item = { id: '1', kind: 'security', title: '<b>Кіру</b>', time: '14:05', unread: true } as const
  const days = [
    { date: '2026-11-22', heading: 'Бүгін', items: [{ ...item, dateTime: '2026-11-22T14:05:00+05:00' }] },
  ]
  const pages = [
    render({ languageForm: { ...frame.languageForm, formId: 'main-form' } }, [<h1>Кіру</h1>, form]),
    render(signedIn, [<h1>Таспа</h1>, <Feed days={days} live="/live" />]),
  ]
  // Ours writes `<br/>` and `hidden=""`: as valid as the shorter spelling that the style rules ask for.
  const style = {
    'void-style': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
  } as const
  const validator = new HtmlValidate({ root: true, extends: ['html-validate:recommended'], rules: style })
  for (const { html } of pages) {
    const report = await validator.validateString(html)
    expect(report.results.flatMap((result) => result.messages)).toEqual([])
    expect(html).not.toMatch(/\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)/)
    expect(html).not.toContain('<b>Кіру</b>')
  }
})

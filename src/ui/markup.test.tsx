import { expect, test } from 'vitest'
import { Html, type PropsWithChildren } from './markup.ts'
import { inLanguage, useUiWords } from './speaking.ts'

const hostile = `<b onclick="x">&'</b>`
const harmless = '&lt;b onclick=&quot;x&quot;&gt;&amp;&#39;&lt;/b&gt;'

function Wrapped({ children, title }: PropsWithChildren<{ title: string }>) {
  return <section title={title}>{children}</section>
}

test('what somebody typed is text, between tags and in attributes, through components and lists too', () => {
  expect(String(<p title={hostile}>{hostile}</p>)).toBe(`<p title="${harmless}">${harmless}</p>`)
  expect(String(<Wrapped title={hostile}>{[hostile, [hostile]]}</Wrapped>)).toBe(
    `<section title="${harmless}">${harmless}${harmless}</section>`,
  )
})

test('an object that calls itself HTML is not believed', () => {
  const feigned = { isEscaped: true, text: hostile, toString: () => hostile }
  expect(String(<p>{feigned as never}</p>)).toBe('<p></p>')
  expect(String(<p title={feigned as never} />)).toBe(`<p title="${harmless}"></p>`)
})

test('only what was drawn already goes in as it is', () => {
  expect(String(<p>{new Html('<br/>')}</p>)).toBe('<p><br/></p>')
})

test('nothing is drawn of what is not there, and numbers are', () => {
  expect(
    String(
      <p title={undefined}>
        {false}
        {true}
        {null}
        {undefined}
        {''}
        {0}
        {[]}
      </p>,
    ),
  ).toBe('<p>0</p>')
})

test('switches are there or not; other attributes say true and false in words', () => {
  expect(String(<input hidden disabled={false} spellcheck={false} tabindex={-1} />)).toBe(
    '<input hidden="" spellcheck="false" tabindex="-1"/>',
  )
})

test('each page speaks its own language, also one drawn in the middle of another, or after one that broke', () => {
  const Help = () => useUiWords().help
  const Broken = () => {
    throw new Error('broken')
  }
  const inner = () => inLanguage('en', <Help />)
  expect(
    String(
      inLanguage(
        'kk',
        <p>
          <Help /> {inner()} <Help />
        </p>,
      ),
    ),
  ).toBe('<p>Көмек Help Көмек</p>')
  expect(() => inLanguage('en', <Broken />)).toThrow('broken')
  expect(
    String(
      inLanguage(
        'kk',
        <p>
          <Help />
        </p>,
      ),
    ),
  ).toBe('<p>Көмек</p>')
})

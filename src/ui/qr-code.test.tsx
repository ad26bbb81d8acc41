import { parseHTML } from 'linkedom'
import { decodeQR } from 'qr/decode.js'
import { expect, test } from 'vitest'
import { QrCode } from './qr-code.tsx'

test.each([
  'https://kabinet.example.kz/ed24/#activate=Zm9vYmFyYmF6cXV1eHF1dQ',
  'http://localhost:3000/ed24/#activate=AAAAAAAAAAAAAAAAAAAAAA',
])('%s is read from the drawn path', (text) => {
  const { document } = parseHTML(String(<QrCode text={text} label="QR" />))
  const svg = document.querySelector('svg')
  expect(svg?.getAttribute('aria-label')).toBe('QR')
  const size = Number(svg?.getAttribute('viewBox')?.split(' ')[2])
  expect(decodeQR(picture(document.querySelector('path')?.getAttribute('d') ?? '', size))).toBe(text)
})

/** Draws the path as a browser would, four pixels a module. */
function picture(path: string, size: number) {
  const scale = 4
  const width = size * scale
  const data = new Uint8ClampedArray(width * width * 4).fill(255)
  let [x, y] = [0, 0]
  for (const [, command, first = '', second = ''] of path.matchAll(/([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?/g)) {
    if (command === 'M') [x, y] = [Number(first), Math.floor(Number(second))]
    else if (command === 'm') [x, y] = [x + Number(first), y + Number(second)]
    else {
      for (let py = y * scale; py < (y + 1) * scale; py += 1)
        for (let px = x * scale; px < (x + Number(first)) * scale; px += 1)
          data.set([0, 0, 0, 255], (py * width + px) * 4)
      x += Number(first)
    }
  }
  return { width, height: width, data }
}

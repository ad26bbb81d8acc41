import { writeFileSync } from 'node:fs'
import type { Browser, Locator } from 'playwright-core'
import { filmOf } from './camera.ts'

const camera = { width: 640, height: 480 }

/**
 * Films what stands on a screen for Chromium's fake camera: the pixels of a screenshot, enlarged as if the phone were
 * held near it. Nothing is known of the code but its picture.
 */
export async function filmScreen(browser: Browser, shown: Locator, file: string): Promise<void> {
  const picture = `data:image/png;base64,${(await shown.screenshot()).toString('base64')}`
  const page = await browser.newPage()
  const grey = await page.evaluate(
    async ({ width, height, source }) => {
      const image = new Image()
      image.src = source
      await image.decode()
      const canvas = document.createElement('canvas')
      Object.assign(canvas, { width, height })
      const drawing = canvas.getContext('2d')
      if (!drawing) throw new Error('film: this browser cannot draw')
      drawing.fillStyle = '#5a5a5a'
      drawing.fillRect(0, 0, width, height)
      const side = Math.round(height * 0.8)
      drawing.drawImage(image, (width - side) / 2, (height - side) / 2, side, side)
      const { data } = drawing.getImageData(0, 0, width, height)
      let text = ''
      for (let at = 0; at < data.length; at += 4) {
        const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3)
        text += String.fromCharCode(Math.round(0.299 * red + 0.587 * green + 0.114 * blue))
      }
      return btoa(text)
    },
    { ...camera, source: picture },
  )
  await page.close()
  writeFileSync(file, filmOf(Buffer.from(grey, 'base64'), camera))
}
